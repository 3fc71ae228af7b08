/** `yyyy-MM-ddTHH:mm:ssZ`, from milliseconds since the epoch: how ECS and VPC write times, fractions cut off. */
export const wireTime = (at: number): string => `${new Date(at).toISOString().slice(0, 19)}Z`;
