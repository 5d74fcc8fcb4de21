import { ArrowLeftOutlined, PrinterOutlined } from '@ant-design/icons';
import { Button, Progress } from 'antd';
import { useEffect, useState } from 'react';
import type { OutputOf } from '#shared/contract/contract.ts';
import { client } from '../../../client/client.ts';
import { useService } from '../../../client/queries.ts';
import { ErrorState } from '../../../components/states.tsx';
import { SvgPage } from '../../../components/svg-page.tsx';
import '../sheets-screen.css';
import { goTo } from '../../../routes/navigation.ts';

type Pages = OutputOf<'sheets.printable'>['pages'];

const AT_ONCE = 5;

/** Drawn sheets, page after page, for a printer: alone in the desktop's hidden window, with a bar in a browser. */
export function PrintSheets({ id, onStatus }: { id: number; onStatus: (status: string) => void }) {
  const host = useService('host.describe', {});
  const [pages, setPages] = useState<Pages>([]);
  const [share, setShare] = useState(0);
  const [error, setError] = useState<Error | null>(null);
  useEffect(() => {
    let stopped = false;
    const read = async () => {
      const all: Pages = [];
      for (let from = 0, sheets = 1; from < sheets && !stopped; from += AT_ONCE) {
        const part = await client.call('sheets.printable', { id, from, count: AT_ONCE });
        sheets = part.sheets;
        all.push(...part.pages);
        onStatus(`drawing ${from}`);
        setShare(Math.min(1, (from + AT_ONCE) / sheets));
      }
      if (!stopped) setPages(all);
    };
    read().catch((failure: Error) => {
      setError(failure);
      onStatus('failed');
    });
    return () => {
      stopped = true;
    };
  }, [id, onStatus]);
  useEffect(() => {
    if (pages.length > 0) onStatus('ready');
  }, [pages, onStatus]);
  const [first] = pages;
  const leave = async () => {
    await client.call('sheets.finish', { id }).catch(() => undefined);
    goTo({ name: 'sheets' });
  };
  const browser = host.data?.kind === 'browser';
  return (
    <div className="print-sheets">
      {first && <style>{`@page { size: ${first.width}mm ${first.height}mm; margin: 0 }`}</style>}
      {browser && (
        <header className="sheets-controls">
          <Button icon={<ArrowLeftOutlined />} onClick={() => void leave()}>
            返回
          </Button>
          <Button
            type="primary"
            icon={<PrinterOutlined />}
            disabled={pages.length === 0}
            onClick={() => window.print()}
          >
            打印
          </Button>
          <span className="quiet">打印时请选“实际大小”，不要选“适合页面”，否则比例尺不准</span>
        </header>
      )}
      {error && <ErrorState error={error} />}
      {!error && pages.length === 0 && (
        <Progress percent={Math.round(share * 100)} aria-label="正在准备打印" />
      )}
      {pages.map((page, i) => (
        <div
          // biome-ignore lint/suspicious/noArrayIndexKey: pages keep their order
          key={i}
          className="print-sheets-page"
          style={{ width: `${page.width}mm`, height: `${page.height - 0.1}mm` }}
        >
          <SvgPage svg={page.svg} title={`第 ${i + 1} 页`} />
        </div>
      ))}
    </div>
  );
}
