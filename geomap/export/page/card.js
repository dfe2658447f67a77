// The card of a mark: what it is, the sentences that name it, how sure the answer is and why. Built of text nodes only.
const SENTENCES = 3;

function cardOf(mark) {
  const card = element("div", "card");
  const title = element("h2", "", mark.name);
  title.tabIndex = -1;
  title.dir = "auto";
  card.append(title, element("p", "what", [mark.words, mark.where].filter(Boolean).join(" · ")));
  card.append(...quotations(mark));
  const facts = [certainty(mark), otherPlace(mark), mentionCounts(mark), ...mark.notes].filter(Boolean);
  facts.forEach((fact) => card.append(element("p", "fact", fact)));
  if (mark.reasons && mark.reasons.length) {
    const why = element("details", "why");
    why.append(element("summary", "", "Why this place"));
    const list = element("ul");
    mark.reasons.forEach((reason) => list.append(element("li", "", reason)));
    why.append(list);
    card.append(why);
  }
  card.append(cardActions(mark));
  return card;
}

function quotations(mark) {
  const found = [...new Set(namesOf(mark).map((name) => name.closest(".sentence")))].filter(Boolean);
  const made = found.slice(0, SENTENCES).map((sentence) => {
    const quote = element("blockquote");
    quote.dir = "auto";
    sentence.childNodes.forEach((node) => {
      const isName = node.nodeType === Node.ELEMENT_NODE && leadsTo(node, mark);
      quote.append(isName ? element("mark", "", node.textContent) : document.createTextNode(node.textContent));
    });
    return quote;
  });
  if (found.length > SENTENCES) made.push(element("p", "fact", `and ${found.length - SENTENCES} more in the text`));
  return made;
}

function certainty(mark) {
  if (!mark.probability) return "";
  const [low, high] = mark.probability.map(percent);
  const sure = low === high ? `${low} sure` : `${low} to ${high} sure`;
  return mark.status ? `${sure}: ${mark.status}.` : `${sure}.`;
}

function otherPlace(mark) {
  const other = mark.other;
  if (!other || other.probability < 0.005) return "";
  return `Otherwise ${[other.name, other.words, other.where].filter(Boolean).join(", ")}: ${percent(other.probability)}.`;
}

function mentionCounts(mark) {
  if (mark.layer === "region" || mark.layer === "area") return "";
  return "Named " + mark.mentions.map(([meaning, count]) => `${times(count)} as ${meaning}`).join(", ") + ".";
}

function cardActions(mark) {
  const row = element("p", "actions");
  const add = (words, act) => {
    const button = element("button", "", words);
    button.type = "button";
    button.addEventListener("click", act);
    row.append(button);
  };
  if (namesOf(mark).length) add("Show in the text", () => showInText(mark, true));
  const parent = mark.parent && marks.find((other) => other.key === mark.parent);
  if (parent) add("Show " + parent.name, (event) => select(parent, { from: "card", keyboard: event.detail === 0 }));
  return row;
}
