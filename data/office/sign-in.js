import { byId, onSubmit, send, showFault, showRooms } from './office.js';

let given = null;
const rooms = await showRooms().catch(showFault);
if (rooms?.length === 1 && !rooms[0].isSetUp)
  byId('sign-in').before(
    Object.assign(document.createElement('p'), {
      className: 'told',
      innerHTML: '还没有管理员，请先用一次性口令<a href="/setup">建立三名管理员</a>。',
    }),
  );

byId('sign-in').elements.name.focus();

onSubmit(byId('sign-in'), async ({ name, password, code, workspace }) => {
  given = { name, password, ...(code ? { code } : {}), ...(workspace ? { workspace } : {}) };
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
