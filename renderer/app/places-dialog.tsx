import { Button, Modal, Popconfirm } from 'antd';
import { useEffect, useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import type { ListedServer, SeenServer } from '#shared/contract/host.ts';
import { client } from '../client/client.ts';
import { useBusyCarryOut, useCarryOut } from '../components/use-carry-out.ts';
import { useLatest } from '../components/use-latest.ts';
import { goTo } from '../routes/navigation.ts';
import { ConnectServer } from './connect-server.tsx';
import { Fingerprint } from './fingerprint.tsx';
import './places.css';

type Places = OutputOf<'host.places'>;

/** Where to work: workspaces of this machine, and servers of an office beside them. */
export function PlacesDialog({ isDesktop }: { isDesktop: boolean }) {
  const { places, read } = usePlaces();
  const [seen, setSeen] = useState<SeenServer | null>(null);
  const close = () => goTo({ name: 'map' });
  return (
    <Modal
      open
      title={isDesktop ? '工作区和服务器' : '打开别的工作区'}
      width={680}
      footer={null}
      onCancel={close}
      destroyOnHidden
    >
      <div className="places">
        {places && seen === null && (
          <>
            <Workspaces
              title={isDesktop ? '本机工作区' : '同一个文件夹里的'}
              workspaces={places.workspaces}
              onDone={close}
            />
            <Servers servers={places.servers} onDone={close} onForgotten={read} />
          </>
        )}
        {places && isDesktop && (
          <ConnectServer seen={seen} keepsSessions={places.keepsSessions} onSeen={setSeen} onDone={close} />
        )}
      </div>
    </Modal>
  );
}

/** Where one may work, as the door lists it. */
export function usePlaces() {
  const [places, setPlaces] = useState<Places | null>(null);
  const carryOut = useCarryOut();
  const read = async () => await carryOut(() => client.call('host.places', {}), null, setPlaces);
  const readAtFirst = useLatest(read);
  useEffect(() => void readAtFirst(), [readAtFirst]);
  return { places, read };
}

export function Workspaces({
  title,
  workspaces,
  onDone,
}: {
  title: string;
  workspaces: Places['workspaces'];
  onDone: () => void;
}) {
  const { busy, carryOut } = useBusyCarryOut();
  const open = async (id: string) =>
    await carryOut(() => client.call('host.openRecent', { id }), null, onDone);
  return (
    <section aria-label={title}>
      <h3>{title}</h3>
      {workspaces.length === 0 && <p className="quiet">还没有打开过工作区，现在看的是演示数据。</p>}
      <ul>
        {workspaces.map(({ id, name, place, current }) => (
          <li key={id}>
            <span className="places-name">{name}</span>
            <span className="quiet places-where" title={place}>
              {place}
            </span>
            {current ? (
              <span className="quiet">正在使用</span>
            ) : (
              <Button size="small" disabled={busy} onClick={() => void open(id)}>
                打开
              </Button>
            )}
          </li>
        ))}
      </ul>
      {busy && <p className="quiet small">正在打开…</p>}
    </section>
  );
}

interface ServersProps {
  servers: readonly ListedServer[];
  onDone: () => void;
  onForgotten: () => Promise<void>;
}

function Servers({ servers, onDone, onForgotten }: ServersProps) {
  const { busy, carryOut } = useBusyCarryOut();
  const open = async (id: string) =>
    await carryOut(() => client.call('host.openServer', { id }), null, onDone);
  const forget = async (id: string) => {
    await carryOut(() => client.call('host.forgetServer', { id }), '已移除');
    await onForgotten();
  };
  if (servers.length === 0) return null;
  return (
    <section aria-label="单位服务器">
      <h3>单位服务器</h3>
      <ul>
        {servers.map(({ id, title, address, fingerprint }) => (
          <li key={id}>
            <span className="places-name">{title}</span>
            <Popconfirm
              title="信任时核对过的指纹"
              description={<Fingerprint text={fingerprint} />}
              icon={null}
              showCancel={false}
              okText="知道了"
            >
              <button type="button" className="quiet places-where places-link" title="看指纹">
                {address}
              </button>
            </Popconfirm>
            <Button size="small" disabled={busy} onClick={() => void open(id)}>
              打开
            </Button>
            <Popconfirm
              title={`移除 ${address}？`}
              description="服务器上的数据不受影响；再连接时要重新核对指纹、重新登录。"
              okText="移除"
              cancelText="取消"
              onConfirm={() => forget(id)}
            >
              <Button size="small" type="link" disabled={busy}>
                移除
              </Button>
            </Popconfirm>
          </li>
        ))}
      </ul>
    </section>
  );
}
