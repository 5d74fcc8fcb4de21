import { SearchOutlined } from '@ant-design/icons';
import { AutoComplete, Input, type InputRef } from 'antd';
import { useDeferredValue, useEffect, useRef, useState } from 'react';
import type { SearchHit } from '#shared/contract/places.ts';
import { useService } from '../client/queries.ts';
import { goTo } from '../components/route.ts';

const groups: readonly (readonly [SearchHit['kind'], string])[] = [
  ['school', '学校'],
  ['venue', '场所'],
];

/** One box for everything; Ctrl+K puts the cursor in it. */
export function SearchBox() {
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const hits = useService('search.places', wanted === '' ? null : { text: wanted });
  const box = useRef<InputRef>(null);

  useEffect(() => {
    const focus = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 'k') return;
      event.preventDefault();
      box.current?.focus({ cursor: 'all' });
    };
    window.addEventListener('keydown', focus);
    return () => window.removeEventListener('keydown', focus);
  }, []);

  const found = wanted === '' ? [] : (hits.data ?? []);
  const options = groups.flatMap(([kind, title]) => {
    const list = found.filter((hit) => hit.kind === kind);
    return list.length === 0 ? [] : [{ label: title, options: list.map(toOption) }];
  });
  return (
    <AutoComplete
      className="bar-search"
      value={text}
      options={options}
      onSearch={setText}
      onSelect={(value: string) => {
        const [kind, id] = value.split(':');
        setText('');
        box.current?.blur();
        goTo('map', kind ?? '', id ?? '');
      }}
      notFoundContent={wanted !== '' && hits.isSuccess ? '没有找到，请换个名称、地址或信用代码' : null}
    >
      <Input
        ref={box}
        prefix={<SearchOutlined />}
        suffix={<kbd className="bar-key">Ctrl K</kbd>}
        placeholder="搜索学校、场所、地址、信用代码"
        aria-label="搜索"
      />
    </AutoComplete>
  );
}

function toOption(hit: SearchHit) {
  return {
    value: `${hit.kind}:${hit.id}`,
    label: (
      <span className="search-hit">
        <span>{hit.name}</span>
        <span className="quiet">{hit.note}</span>
      </span>
    ),
  };
}
