import {
  CellStyleModule,
  ColumnApiModule,
  EventApiModule,
  InfiniteRowModelModule,
  LocaleModule,
  ModuleRegistry,
  PinnedRowModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  SelectEditorModule,
  TextEditorModule,
  themeQuartz,
} from 'ag-grid-community';

// Only these parts of the library are used, so only they are delivered.
ModuleRegistry.registerModules([
  CellStyleModule,
  ColumnApiModule,
  EventApiModule,
  InfiniteRowModelModule,
  LocaleModule,
  PinnedRowModule,
  RenderApiModule,
  RowApiModule,
  RowSelectionModule,
  RowStyleModule,
  ScrollApiModule,
  SelectEditorModule,
  TextEditorModule,
]);

/** Pixels. */
export const ROW_HEIGHT = 32;

/** The library's look in the colours of the application. */
export const theme = themeQuartz.withParams({
  fontFamily: 'inherit',
  fontSize: 13,
  headerFontSize: 13,
  headerFontWeight: 400,
  rowHeight: ROW_HEIGHT,
  headerHeight: 32,
  spacing: 5,
  foregroundColor: 'var(--ink)',
  backgroundColor: 'var(--card)',
  headerBackgroundColor: 'var(--ground)',
  headerTextColor: 'var(--ink-2)',
  borderColor: 'var(--line)',
  rowHoverColor: 'var(--ground)',
  selectedRowBackgroundColor: 'var(--accent-ground)',
  accentColor: 'var(--accent)',
  wrapperBorder: false,
  wrapperBorderRadius: 0,
});
