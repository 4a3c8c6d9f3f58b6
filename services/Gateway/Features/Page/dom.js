// Makes an element; text is always set as text, so nothing in a document can become markup.
export function el(name, attributes = {}, ...children) {
  const element = document.createElement(name);
  for (const [key, value] of Object.entries(attributes)) {
    if (value === true) element.setAttribute(key, '');
    else if (value !== undefined && value !== null && value !== false) element.setAttribute(key, value);
  }
  element.append(...children.flat().filter(child => child !== undefined && child !== null && child !== ''));
  return element;
}

// Descriptions are CommonMark; of that, paragraphs and `code` are enough here.
export function prose(text) {
  return (text ?? '').split(/\n\s*\n/).filter(paragraph => paragraph.trim() !== '').map(paragraph =>
    el('p', {}, paragraph.split('`').map((part, index) => index % 2 === 1 ? el('code', {}, part) : part)));
}

export const slug = text => text.toLowerCase().replace(/[^a-z0-9]+/g, '-').replace(/^-|-$/g, '');
