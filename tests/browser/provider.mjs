// The certified provider, with accounts named after their one group. Its clock can run behind.
// node provider.mjs PORT REDIRECT_URI CLIENT_SECRET SECONDS_BEHIND
const [port, redirect, secret, behind] = process.argv.slice(2);
const now = Date.now;
Date.now = () => now() - Number(behind) * 1000;
const { Provider } = await import("oidc-provider");
const day = 24 * 3600;
const provider = new Provider(`http://localhost:${port}`, {
  clients: [{
    client_id: "cx-commons",
    client_secret: secret,
    redirect_uris: [redirect],
    post_logout_redirect_uris: [redirect],
  }],
  claims: { openid: ["sub"], email: ["email"], profile: ["name", "groups"] },
  conformIdTokenClaims: false,
  ttl: { IdToken: day, Interaction: day, Session: 14 * day, Grant: 14 * day, AccessToken: day },
  findAccount: (_, id) => ({
    accountId: id,
    claims: () => ({ sub: id, name: `In ${id}`, email: `${id}@larkfield.test`, groups: [id] }),
  }),
});
provider.listen(Number(port), "localhost");
