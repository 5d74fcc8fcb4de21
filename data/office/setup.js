import { byId, element, onSubmit, send, showFault, showRooms } from './office.js';

const roles = [
  ['systemAdministrator', '系统管理员', '备份、证书、运行'],
  ['securityAdministrator', '安全管理员', '账号、授权、登录'],
  ['auditAdministrator', '审计管理员', '查看登录、账号变动和导出'],
];

await showRooms().catch(showFault);
for (const [role, title, does] of roles) {
  const field = (label, name, type, autocomplete) =>
    element(
      'label',
      {},
      label,
      element('input', { name: `${role}.${name}`, type, autocomplete, required: true, maxLength: 200 }),
    );
  byId('people').append(
    element('h2', {}, `${title}（${does}）`),
    element(
      'div',
      { className: 'row' },
      field('登录名', 'name', 'text', 'off'),
      field('姓名', 'person', 'text', 'off'),
      field('密码', 'password', 'password', 'new-password'),
    ),
  );
}

byId('setup').elements.code.focus();

onSubmit(byId('setup'), async (values) => {
  const administrators = roles.map(([role]) => ({
    role,
    name: values[`${role}.name`],
    person: values[`${role}.person`],
    password: values[`${role}.password`],
  }));
  const { code, workspace } = values;
  await send('/setup', { code, administrators, ...(workspace ? { workspace } : {}) });
  byId('setup').hidden = true;
  byId('done').hidden = false;
});
