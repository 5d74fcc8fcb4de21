import { Modal } from 'antd';
import { menuKeys, menuRoleKeys } from '#shared/contract/menu-keys.ts';
import { useMayCall } from '../client/use-may.ts';
import { KeyCaps } from '../components/key-caps.tsx';
import { type KeyUse, keyGroups } from '../components/keys.ts';
import { paletteCommands } from './commands.ts';
import './key-sheet.css';

const menuUses = [...Object.values(menuKeys), ...menuRoleKeys].map(
  ({ label, press }): KeyUse => ({ press: [press], does: label }),
);

/**
 * All keys on one sheet: those of commands that this person may carry out, then those of screens, and in the desktop
 * application those of its menu.
 */
export function KeySheet({
  isDesktop = location.protocol === 'app:',
  onClose,
}: {
  isDesktop?: boolean;
  onClose: () => void;
}) {
  const may = useMayCall();
  const own = paletteCommands.filter(({ to }) => may(to));
  const begins = (first: string) =>
    own
      .filter(({ key }) => key.startsWith(`${first} `))
      .map(({ key, title }): KeyUse => ({ press: [key], does: title }));
  const groups = [
    ['打开（先按 Q，再按第二个键）', begins('Q')] as const,
    ['新增、画、量、选（先按 H）', begins('H')] as const,
    ...keyGroups,
    ...(isDesktop ? [['桌面程序的菜单', menuUses] as const] : []),
  ].filter(([, uses]) => uses.length > 0);
  return (
    <Modal open title="快捷键" footer={null} width={1080} style={{ top: 24 }} onCancel={onClose}>
      <div className="key-sheet">
        {groups.map(([title, uses]) => (
          <section key={title} aria-label={title}>
            <h3>{title}</h3>
            <dl>
              {uses.map((use) => (
                <div key={use.press.join()}>
                  <dt>
                    <KeyCaps of={use} />
                  </dt>
                  <dd>{use.does}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
      <p className="quiet small">在文字框里打字、对话框打开时，字母键照常是字母。苹果电脑上 Ctrl 就是 ⌘。</p>
    </Modal>
  );
}
