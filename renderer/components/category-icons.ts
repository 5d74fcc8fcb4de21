/**
 * Icons of venue categories, drawn for this application: strokes in a 24 × 24 box, told apart at 14 px and
 * in grey print.
 */
export const categoryIcons: Readonly<Record<string, string>> = {
  // A screen on its foot with a keyboard's line below.
  internet_cafe: 'M4 5h16v10H4zM9.5 19h5M12 15v4M7.5 8.5h5M7.5 11h3',
  // A microphone held at a slant.
  ktv: 'M14 4a4 4 0 0 1 6 6l-2 2-6-6zM12 7l5 5L6.5 20.5 3.5 17.5zM9 14l1.5 1.5',
  // A hand controller.
  arcade:
    'M7 8h10a4.5 4.5 0 0 1 4.3 6l-.8 2.4a2 2 0 0 1-3.4.7L15 15H9l-2.1 2.1a2 2 0 0 1-3.4-.7L2.7 14A4.5 4.5 0 0 1 7 8zM8 10v3M6.5 11.5h3M16 10.5v.1M17.8 12.5v.1',
  // A ball with its number, and a cue.
  billiard:
    'M10 7a7 7 0 1 0 0 14a7 7 0 1 0 0-14zM10 11.2a2.8 2.8 0 1 0 0 5.6a2.8 2.8 0 1 0 0-5.6zM15.5 8.5L21 3',
  // Two tiles, one with a circle.
  mahjong: 'M4 6h8v13H4zM12 8.5l6.8-1.8 2.4 11-9.2 2.4M8 10a2.5 2.5 0 1 0 0 5a2.5 2.5 0 1 0 0-5z',
  // A glass on its stem.
  bar: 'M4.5 4h15L12 12.5zM12 12.5V20M8 20h8M8 8h8',
  // A bed seen from the side.
  lodging: 'M3 6v13M3 16h18M21 19v-6a3 3 0 0 0-3-3h-7v6M6.8 9.5a1.8 1.8 0 1 0 0 3.6a1.8 1.8 0 1 0 0-3.6z',
  // A ticket with a torn edge and a star.
  lottery:
    'M3 7h18v3.5a1.5 1.5 0 0 0 0 3V17H3v-3.5a1.5 1.5 0 0 0 0-3zM12 9l.9 1.9 2.1.2-1.6 1.4.5 2.1-1.9-1.1-1.9 1.1.5-2.1L9 11.1l2.1-.2z',
  // A cigarette and its smoke.
  tobacco: 'M3 15h14v4H3zM13 15v4M20.5 15v4M18 12c0-2.5 2.5-2 2.5-5M15 12c0-4 2-3.5 2-7',
  // Eighteen and over.
  adult:
    'M12 3a9 9 0 1 0 0 18a9 9 0 1 0 0-18zM8 9v6M12.6 9a1.5 1.5 0 1 0 0 3a1.5 1.5 0 1 0 0-3zM12.6 12a1.7 1.7 0 1 0 0 3.4a1.7 1.7 0 1 0 0-3.4zM17 10.5v3M15.5 12h3',
  // A tub with steam above.
  bath: 'M3 12h18v2a5 5 0 0 1-5 5H8a5 5 0 0 1-5-5zM8 9c0-2 1.5-1.5 1.5-4M12.5 9c0-2 1.5-1.5 1.5-4M7 19v2M17 19v2',
  // Three arrows that follow each other.
  scrap: 'M8.5 8L12 3l3.5 5M12 3v7M19 11l2 6h-6M21 17l-6-1M5 11l-2 6h6M3 17l6-3M10 20.5h4',
  // A flame.
  hazchem:
    'M12 3c1 4 5 5.5 5 10.5a5 5 0 0 1-10 0c0-2.5 1.5-3.5 2-5.5 1 1 1.5 1.5 1.5 3C12 9 12.5 6 12 3zM12 21v-4',
  // A mask.
  script_game:
    'M4 5c5 2 11 2 16 0v7a8 8 0 0 1-16 0zM7.5 10.5c1-1 2.5-1 3.5 0M13 10.5c1-1 2.5-1 3.5 0M9 15c2 1.6 4 1.6 6 0',
  // An open book.
  press_av:
    'M12 6.5C9.5 4.8 6.5 4.5 3 5v13c3.5-.5 6.5-.2 9 1.5 2.5-1.7 5.5-2 9-1.5V5c-3.5-.5-6.5-.2-9 1.5zM12 6.5v13',
  // A bed under a screen.
  esports_hotel:
    'M3 12v8M3 17.5h18M21 20v-5.5H10.5M6.8 12.6a1.6 1.6 0 1 0 0 3.2a1.6 1.6 0 1 0 0-3.2zM9 4h11v6.5H9zM12.5 7.2h4',
  // A bottle and a cup.
  liquor: 'M6 3h4v4l2 3v10H4V10l2-3zM4.2 14h7.6M15 14h5.5l-.8 6h-3.9z',
  // A screen before two seats.
  private_cinema:
    'M3 4h18v8H3zM10.5 6l3.2 2-3.2 2zM5 20v-3a2 2 0 0 1 4 0v3M15 20v-3a2 2 0 0 1 4 0v3M4 20h6M14 20h6',
  // A child between two hands.
  childcare:
    'M12 4a2.6 2.6 0 1 0 0 5.2a2.6 2.6 0 1 0 0-5.2zM9 19v-5a3 3 0 0 1 6 0v5zM3 11c0 6 2 9 5 9.5M21 11c0 6-2 9-5 9.5',
  // A needle that has drawn a star.
  tattoo:
    'M20.5 3.5L11 13M18 3l3 3M11 13l-2 2 .4-2.4zM6.5 14l1 2.2 2.4.3-1.8 1.6.5 2.4-2.1-1.2-2.1 1.2.5-2.4-1.8-1.6 2.4-.3z',
  // A key.
  rental: 'M8 11a4 4 0 1 0 0 8a4 4 0 1 0 0-8zM11 12.2L20 3.5M16.5 7l3 3M14 9.5l2 2',
  // An awning over a door.
  shop: 'M4 9l1.5-5h13L20 9zM4 9c0 3 4 3 4 0 0 3 4 3 4 0 0 3 4 3 4 0 0 3 4 3 4 0M5.5 12v8h13v-8M10 20v-5h4v5',
  // A chimney and its smoke.
  pollution: 'M3 20V11l5 3v-3l5 3V6h3.5l1.5 14zM15 3.5c1.5-1.5 3 .5 4.5-1',
};
