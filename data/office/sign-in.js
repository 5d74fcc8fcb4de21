import { byId, element, onClick, onSubmit, send, showFault, showRooms } from './office.js';

let given = null;
const rooms = await showRooms().catch(showFault);
if (rooms?.length === 1 && !rooms[0].isSetUp)
  byId('sign-in').before(
    Object.assign(document.createElement('p'), {
      className: 'told',
      innerHTML: '还没有管理员，请先用一次性口令<a href="/setup">建立三名管理员</a>。',
    }),
  );

/** Offers whoever else may say who somebody is, in the workspace that is chosen. */
function showProviders() {
  const chosen = byId('rooms').querySelector('select').value;
  const room = rooms?.find(({ name }) => name === chosen);
  const providers = room?.providers ?? [];
  const directories = providers.filter(({ kind }) => kind === 'ldap');
  const choice = byId('sources').querySelector('select');
  choice.replaceChildren(
    new Option('本系统的密码', ''),
    ...directories.map(({ id, title }) => new Option(`${title}的密码`, id)),
  );
  byId('sources').hidden = directories.length === 0;
  const issuers = providers.filter(({ kind }) => kind === 'oidc');
  const at = new URLSearchParams({ workspace: chosen });
  byId('issuers').replaceChildren(
    ...issuers.map(({ id, title }) =>
      element('a', { className: 'other', href: `/provider/${id}?${at}` }, `用单位账号登录（${title}）`),
    ),
  );
  byId('issuers').hidden = issuers.length === 0;
  byId('certificate').hidden = (room?.certificates ?? 'off') === 'off';
}
showProviders();
byId('rooms').addEventListener('change', showProviders);

if (new URLSearchParams(location.search).has('code')) {
  for (const id of ['sign-in', 'certificate', 'issuers']) byId(id).hidden = true;
  byId('provider-code').hidden = false;
  byId('provider-code').elements.code.focus();
} else byId('sign-in').elements.name.focus();

onSubmit(byId('provider-code'), async ({ code }) => {
  // For a desktop program the browser goes back to that.
  const { onward } = await send('/provider/code', { code });
  location.assign(onward ?? '/');
});

onClick(byId('certificate'), async () => {
  const { code, workspace } = Object.fromEntries(new FormData(byId('sign-in')));
  try {
    await send('/session/certificate', {
      ...(code ? { code } : {}),
      ...(workspace ? { workspace } : {}),
    });
    location.assign('/');
  } catch (error) {
    if (error.code === 'SIGN_IN_CODE') byId('code').hidden = false;
    throw error;
  }
});

onSubmit(byId('sign-in'), async ({ name, password, code, workspace, provider }) => {
  given = {
    name,
    password,
    ...(code ? { code } : {}),
    ...(workspace ? { workspace } : {}),
    ...(provider ? { provider } : {}),
  };
  try {
    const { mustChange } = await send('/session', given);
    if (!mustChange) return location.assign('/');
    byId('sign-in').hidden = true;
    byId('change').hidden = false;
    byId('change').elements.newPassword.focus();
  } catch (error) {
    if (error.code !== 'SIGN_IN_CODE') throw error;
    byId('code').hidden = false;
    byId('code').querySelector('input').focus();
    showFault(error);
  }
});

onSubmit(byId('change'), async ({ newPassword, again }) => {
  if (newPassword !== again) throw new Error('两次填的新密码不一样，请重填');
  const input = { password: given.password, newPassword };
  const id = crypto.randomUUID();
  await send('/call', { id, name: 'account.changePassword', input });
  location.assign('/');
});
