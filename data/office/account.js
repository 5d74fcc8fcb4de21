import { byId, call, element, onClick, onSubmit, table, timeText } from './office.js';

const outcomes = {
  ok: '登录成功',
  refused: '密码不对',
  waiting: '等待期内',
  code: '等动态口令',
  unknown: '没有对应账号',
  away: '登录来源没有应答',
};

function tell(text) {
  byId('told').hidden = false;
  byId('told').textContent = text;
  byId('told').scrollIntoView({ block: 'nearest' });
}

function button(text, work) {
  const made = element('button', { type: 'button', className: 'small' }, text);
  onClick(made, work);
  return made;
}

const self = await call('account.self');
byId('workspace').textContent = self.workspace;
byId('who').textContent = self.body ? `${self.person}（${self.body}）` : self.person;
byId('roles').textContent = `登录名 ${self.name}，角色：${self.roles.map(roleText).join('、') || '没有'}`;
byId('to-map').hidden = !self.capabilities.includes('see.basic');
byId('has-code').hidden = !self.secondFactor;
byId('begin-code').hidden = self.secondFactor;
for (const section of document.querySelectorAll('[data-needs]'))
  section.hidden = !self.capabilities.includes(section.dataset.needs);

onClick(byId('sign-out'), async () => {
  await call('account.signOut');
  location.assign('/sign-in');
});

onSubmit(byId('password'), async ({ password, newPassword, again }) => {
  if (newPassword !== again) throw new Error('两次填的新密码不一样，请重填');
  await call('account.changePassword', { password, newPassword });
  byId('password').reset();
  tell('密码已修改，其他地方的登录已结束');
  await showMine();
});

onClick(byId('begin-code'), async () => {
  const { secret } = await call('account.beginCode');
  byId('secret').textContent = secret.match(/.{1,4}/g).join(' ');
  byId('keep-code').hidden = false;
  byId('begin-code').hidden = true;
  byId('keep-code').elements.code.focus();
});

onSubmit(byId('keep-code'), async ({ code }) => {
  await call('account.keepCode', { code });
  byId('keep-code').hidden = true;
  byId('has-code').hidden = false;
  tell('动态口令已启用，下次登录起要填');
});

function roleText({ title, regions, school }) {
  const scope = regions.length > 0 ? regions.join('、') : school === null ? '' : `学校 ${school}`;
  return scope === '' ? title : `${title}（${scope}）`;
}

const sessionHeads = ['账号', '开始', '最近使用', '地址', '浏览器', ''];
const sessionRow = (end) => (each) => [
  `${each.person}（${each.name}）`,
  timeText(each.createdAt),
  timeText(each.usedAt),
  each.address,
  each.agent.slice(0, 60),
  each.current ? '这一次' : button('结束', () => end(each.id)),
];

/** Shows sessions in a place of the page, and again after one was ended: one's own (`account`), or all (`accounts`). */
const showsSessions = (place, area) => {
  const show = async () => {
    const end = async (id) => {
      await call(`${area}.endSession`, { id });
      await show();
    };
    const rows = (await call(`${area}.sessions`)).map(sessionRow(end));
    byId(place).replaceChildren(table(sessionHeads, rows));
  };
  return show;
};
const showMine = showsSessions('my-sessions', 'account');
const showAllSessions = showsSessions('all-sessions', 'accounts');

async function showAccounts() {
  const does = (name, input, done) => async () => {
    const answer = await call(name, input);
    if (done) tell(done(answer));
    await showAccounts();
  };
  const rows = (await call('accounts.list')).map(({ id, name, person, body, state, roles, ...each }) => [
    name,
    person,
    body,
    element(
      'span',
      {},
      ...roles.map((role) =>
        element(
          'span',
          { className: 'tag' },
          roleText(role),
          button('收回', does('accounts.withdraw', { grantId: role.id })),
        ),
      ),
    ),
    each.secondFactor ? '有' : '没有',
    timeText(each.lastSignInAt),
    state === 'open' ? (each.mustChange ? '待改密码' : '正常') : '停用',
    element(
      'span',
      {},
      button(
        '重置密码',
        does('accounts.reset', { id }, ({ password }) => `${name} 的首次密码（只显示这一次）：${password}`),
      ),
      ' ',
      button(state === 'open' ? '停用' : '启用', does('accounts.close', { id, closed: state === 'open' })),
    ),
  ]);
  const heads = ['登录名', '姓名', '单位', '角色', '动态口令', '最近登录', '状态', ''];
  byId('accounts').replaceChildren(table(heads, rows));
}

/** Roles as the office has them, with what else each needs to be said. */
const roles = [
  ['coordinator', '政法委协调员', ''],
  ['bodyAdministrator', '单位管理员', ''],
  ['officer', '执法人员', ''],
  ['township', '镇街', 'regions'],
  ['educationBureau', '教育局', ''],
  ['school', '学校', 'school'],
  ['clerk', '数据员', ''],
  ['leader', '领导', ''],
  ['systemAdministrator', '系统管理员', ''],
  ['securityAdministrator', '安全管理员', ''],
  ['auditAdministrator', '审计管理员', ''],
];

if (self.capabilities.includes('accounts')) {
  const form = byId('add');
  const choice = form.elements.role;
  for (const [id, title] of roles) choice.append(new Option(title, id));
  const follow = () => {
    const [, , scope] = roles.find(([id]) => id === choice.value);
    for (const label of form.querySelectorAll('[data-scope]')) label.hidden = label.dataset.scope !== scope;
  };
  choice.addEventListener('change', follow);
  follow();
  onSubmit(form, async ({ name, person, body, role, regions, school }) => {
    const wanted = {
      name,
      person,
      body,
      role,
      regions: regions.split(/[,，、]/).flatMap((each) => each.trim() || []),
      school: school === '' ? null : Number(school),
    };
    const { password } = await call('accounts.add', wanted);
    form.reset();
    follow();
    await showAccounts();
    tell(`已建立账号 ${name}，首次密码（只显示这一次）：${password}`);
  });
  await showAccounts();
  await showAllSessions();
}
if (self.capabilities.includes('see.signIns')) {
  const signIns = await call('accounts.signIns');
  byId('sign-ins').replaceChildren(
    table(
      ['时间', '登录名', '地址', '登录来源', '结果'],
      signIns.map(({ at, name, address, outcome, provider }) => [
        timeText(at),
        name,
        address,
        provider || '本系统',
        outcomes[outcome],
      ]),
    ),
  );
  const events = await call('accounts.events');
  byId('events').replaceChildren(
    table(
      ['时间', '谁', '做了什么', '内容'],
      events.map(({ at, actor, what, detail }) => [timeText(at), actor, what, detail]),
    ),
  );
}
await showMine();
