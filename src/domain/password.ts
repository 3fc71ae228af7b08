const kinds = [/[A-Z]/, /[a-z]/, /\d/, /[()`~!@#$%^&*_\-+=|{}[\]:;'<>,.?/]/];

/** Alibaba Cloud ECS API reference, RunInstances: 8-30 characters of at least three of four kinds, for Windows no slash first. */
export const isPassword = (text: string, osType: string): boolean =>
  /^[A-Za-z\d()`~!@#$%^&*_\-+=|{}[\]:;'<>,.?/]{8,30}$/.test(text) &&
  kinds.filter((kind) => kind.test(text)).length >= 3 &&
  !(osType === 'windows' && text.startsWith('/'));
