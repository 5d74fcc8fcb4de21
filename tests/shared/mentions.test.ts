import { expect, it } from 'vitest';
import { mayCommentOn } from '#shared/comments/commented.ts';
import { freelyMentionedIn, mentionedIn, mentionText } from '#shared/comments/mentions.ts';

const people = [
  { name: 'wf1', person: '王芳', body: '教育局' },
  { name: 'wf2', person: '王芳', body: '公安分局' },
  { name: 'lm', person: '李明', body: '公安分局' },
  { name: 'lmh', person: '李明华', body: '' },
];

it('people who are called the same are told apart by their body', () => {
  expect(people.map((person) => mentionText(person, people))).toEqual([
    '王芳（教育局）',
    '王芳（公安分局）',
    '李明',
    '李明华',
  ]);
});

it('of names that begin alike the longest that stands there is meant', () => {
  const namesIn = (text: string) => mentionedIn(text, people).map(({ name }) => name);
  expect(namesIn('请@李明华和@王芳（公安分局）看一下')).toEqual(['lmh', 'wf2']);
  expect(namesIn('@李明看一下，@李明')).toEqual(['lm']);
  expect(namesIn('@王芳 看一下，李明知道')).toEqual([]);
});

it('without accounts a name ends at the next space or mark', () => {
  expect(freelyMentionedIn('@王芳，请看；@古丽·买买提 知道，@王芳')).toEqual([
    { name: '', person: '王芳' },
    { name: '', person: '古丽·买买提' },
  ]);
  expect(freelyMentionedIn('见 a@b 之外没有人 @ ')).toEqual([{ name: '', person: 'b' }]);
});

it('schools read nothing of premises and spots, clerks nothing of the ledger', () => {
  expect(mayCommentOn(['school'], 'gate')).toBe(true);
  expect(mayCommentOn(['school'], 'venue')).toBe(false);
  expect(mayCommentOn(['school', 'clerk'], 'venue')).toBe(true);
  expect(mayCommentOn(['clerk'], 'hazard')).toBe(false);
  expect(mayCommentOn(['systemAdministrator'], 'school')).toBe(false);
});
