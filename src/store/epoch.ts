/** The epoch of a store that was restored; `random` is a UUID. Its first eight digits seed the hashes of the nonces that are kept with the data, and stay. */
export const renewedEpoch = (epoch: string, random: string): string => epoch.slice(0, 8) + random.slice(8);
