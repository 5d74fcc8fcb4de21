import { SearchOutlined } from '@ant-design/icons';
import { AutoComplete, Input, type InputRef } from 'antd';
import { useDeferredValue, useEffect, useEffectEvent, useRef, useState } from 'react';
import type { SearchHit } from '#shared/contract/places.ts';
import { useService } from '../client/queries.ts';
import { useMayCall } from '../client/use-may.ts';
import { KeyCaps } from '../components/key-caps.tsx';
import { capsOf, isPressed, keys } from '../components/keys.ts';
import { readStopCode } from '../components/stop-code.ts';
import { useKeyDown } from '../components/use-key-down.ts';
import { goTo } from '../routes/navigation.ts';
import { isSharedLink } from '../routes/shared-link.ts';
import { findCommands, type PaletteCommand } from './commands.ts';

const groups: readonly (readonly [SearchHit['kind'], string])[] = [
  ['school', '学校'],
  ['gate', '校门'],
  ['venue', '场所'],
  ['region', '辖区'],
  ['hazard', '隐患'],
  ['sweep', '整治行动'],
];

/** One box for everything; Ctrl+K puts the cursor in it. */
export function SearchBox() {
  const [text, setText] = useState('');
  const wanted = useDeferredValue(text.trim());
  const hits = useService('search.places', wanted === '' || isSharedLink(wanted) ? null : { text: wanted });
  const box = useRef<InputRef>(null);

  useKeyDown((event) => {
    if (!isPressed(event, keys.search)) return;
    event.preventDefault();
    box.current?.focus({ cursor: 'all' });
  });

  const found = wanted === '' ? [] : (hits.data ?? []);
  // What is shown belongs to the text that stands in the box, and not to the one before it.
  const isSettled = wanted === text.trim() && (hits.isPending ? !hits.isFetching : !hits.isPlaceholderData);
  const [enteredText, setEnteredText] = useState<string | null>(null);
  const may = useMayCall();
  const commands = findCommands(wanted, may);
  const link = isSharedLink(text);
  const options = [
    ...(link ? [{ label: '链接', options: [{ value: `link:${text.trim()}`, label: '打开这个链接' }] }] : []),
    ...groups.flatMap(([kind, title]) => {
      const list = found.filter((hit) => hit.kind === kind);
      return list.length === 0 ? [] : [{ label: title, options: list.map(toOption) }];
    }),
    ...(commands.length === 0
      ? []
      : [
          {
            label: '命令',
            options: commands.map((each) => ({
              value: `command:${each.id}`,
              label: <Found command={each} />,
            })),
          },
        ]),
  ];
  const go = (value: string) => {
    const [kind, id = ''] = [value.slice(0, value.indexOf(':')), value.slice(value.indexOf(':') + 1)];
    if (kind === 'link') {
      goTo({ name: 'link', text: id });
      return;
    }
    if (kind === 'command') {
      commands.find((command) => command.id === id)?.run();
      return;
    }
    const hit = found.find((each) => each.kind === kind && String(each.id) === id);
    if (hit) openHit(hit);
  };
  const choose = (value: string) => {
    go(value);
    setText('');
    box.current?.blur();
  };
  // Enter that came before the answer takes the first of it, and never what was found for another text.
  const first = options[0]?.options[0]?.value;
  const takeFirst = useEffectEvent(() => {
    setEnteredText(null);
    if (enteredText === text && first !== undefined) choose(first);
  });
  useEffect(() => {
    if (isSettled && enteredText !== null) takeFirst();
  }, [isSettled, enteredText]);
  return (
    <AutoComplete
      className="bar-search"
      value={text}
      options={options}
      onSearch={setText}
      onSelect={choose}
      defaultActiveFirstOption
      notFoundContent={
        wanted !== '' && hits.isSuccess ? '没有找到，请换个名称、地址、电话、信用代码或拼音首字母' : null
      }
    >
      <Input
        ref={box}
        prefix={<SearchOutlined />}
        suffix={<kbd className="bar-key">{keys.search.press.flatMap(capsOf).join(' ')}</kbd>}
        placeholder="搜索名称、地址、代码、电话、拼音首字母，或命令"
        aria-label="搜索"
        onKeyDownCapture={(event) => {
          if (event.key !== 'Enter' || event.nativeEvent.isComposing) return;
          // A scanner reads the code of a stop on a team's sheet: it types the code, then Enter.
          const stop = readStopCode(text);
          if (stop) {
            event.stopPropagation();
            goTo({ name: 'visit', id: stop.sweepId, stopId: stop.stopId });
            setText('');
          } else if (!isSettled) {
            event.stopPropagation();
            setEnteredText(text);
          }
        }}
      />
    </AutoComplete>
  );
}

/** A command with the keys that carry it out from anywhere. */
function Found({ command: { title, key } }: { command: PaletteCommand }) {
  return (
    <span className="search-hit">
      <span>{title}</span>
      <KeyCaps of={{ press: [key], does: title }} />
    </span>
  );
}

/** Opens the screen that a found thing belongs to. */
function openHit({ kind, id, schoolId }: SearchHit): void {
  switch (kind) {
    case 'venue':
    case 'school':
      goTo({ name: kind, id });
      return;
    case 'gate':
      goTo({ name: 'school', id: schoolId ?? id });
      return;
    case 'region':
    case 'spot':
      goTo({ name: kind, id });
      return;
    case 'hazard':
      goTo({ name: 'hazard', id });
      return;
    case 'sweep':
      goTo({ name: 'sweep', id });
  }
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
