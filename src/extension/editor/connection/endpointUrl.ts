const thisMachine = ['localhost', '127.0.0.1', '[::1]'];

/** https, or plain http to this machine: the token travels with each request. */
export function isSafeEndpoint(url: URL): boolean {
  return url.protocol === 'https:' || (url.protocol === 'http:' && thisMachine.includes(url.hostname));
}
