import { categoryIcons } from './category-icons.ts';

/** A category's icon in the colour of the text around it; nothing for a category without one. */
export function CategoryIcon({ category, size = 16 }: { category: string; size?: number }) {
  const path = categoryIcons[category];
  if (!path) return null;
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" aria-hidden="true" style={{ flex: 'none' }}>
      <path
        d={path}
        fill="none"
        stroke="currentColor"
        strokeWidth="1.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}
