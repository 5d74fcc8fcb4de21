import { Table } from 'antd';
import type { ImportPreview } from '#shared/contract/import.ts';

/** The first rows as they were read, and the lines that were taken for something else. */
export function SampleTable({ preview }: { preview: ImportPreview }) {
  const rows = preview.sample.map((cells, index) => ({
    key: index,
    ...Object.fromEntries(cells.map((cell, i) => [`c${i}`, cell])),
  }));
  return (
    <>
      <Table
        size="small"
        className="import-sample"
        dataSource={rows}
        pagination={false}
        scroll={{ x: 'max-content' }}
        columns={preview.columns.map((column, index) => ({
          title: `${index + 1} ${column}`,
          dataIndex: `c${index}`,
          ellipsis: true,
          width: 190,
        }))}
      />
      {preview.setAside.length > 0 && (
        <p className="quiet small">
          不作为数据的 {preview.setAside.length} 行：
          {preview.setAside.map(({ number, text }) => `第 ${number} 行“${text}”`).join('；')}
        </p>
      )}
    </>
  );
}
