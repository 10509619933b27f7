// One live stream for all the tabs of a browser (browsers allow six connections to a server, and a ward opens
// more tabs than that). Loaded as a SharedWorker, or by a page itself where there are none: the page then talks
// to it through a MessageChannel in the same way.
//
// A tab says which topics it shows and the stamp of each ("epoch-revision"). Frames are passed on as they come;
// a tab drops those it already has. Nothing is kept here but stamps.
"use strict";
(() => {
  const SILENCE = 25000, FIRST = 500, LAST = 15000;
  const ports = new Map(); // port -> Map(topic -> stamp)
  const have = new Map(); // topic -> the oldest stamp that the open stream started from, then the latest passed on
  let source = null, heard = 0, delay = FIRST, timer = 0, state = "down", clock = "", version = "", lang = "";

  const tell = (message) => { for (const port of ports.keys()) port.postMessage(message); };
  const report = () => tell({ kind: "state", state, clock, version, silent: heard ? Date.now() - heard : 0 });
  const set = (next) => { state = next; report(); };

  // The older of two stamps; none at all is the oldest, and another epoch is as old as none.
  const older = (one, two) => {
    if (!one || !two) return "";
    const [epoch, revision] = one.split("-"), [other, its] = two.split("-");
    return epoch !== other ? "" : +revision <= +its ? one : two;
  };

  function open() {
    clearTimeout(timer);
    if (source) source.close();
    source = null;
    if (!ports.size) return;
    const wanted = new Map();
    for (const topics of ports.values())
      for (const [topic, stamp] of topics) wanted.set(topic, wanted.has(topic) ? older(wanted.get(topic), stamp) : stamp);
    have.clear();
    for (const [topic, stamp] of wanted) have.set(topic, stamp);
    const list = [...wanted].map(([topic, stamp]) => (stamp ? topic + "@" + stamp : topic)).join(",");
    source = new EventSource("/live?l=" + lang + "&t=" + encodeURIComponent(list));
    const mine = source;
    const on = (name, act) => mine.addEventListener(name, (event) => { if (source === mine) { heard = Date.now(); act(event); } });
    on("patch", (event) => {
      const end = event.data.indexOf("\n");
      const [topic, stamp] = event.data.slice(0, end < 0 ? undefined : end).split("@");
      const html = end < 0 ? "" : event.data.slice(end + 1);
      have.set(topic, stamp);
      for (const [port, topics] of ports)
        if (topics.has(topic)) { topics.set(topic, stamp); port.postMessage({ kind: "patch", topic, stamp, html }); }
    });
    on("hb", (event) => {
      [clock, version] = event.data.split(" ");
      delay = FIRST;
      set("up");
    });
    on("bye", () => { mine.close(); source = null; set("down"); again(FIRST + Math.random() * 2500); });
    mine.onerror = () => { if (source === mine) { mine.close(); source = null; if (state === "up") set("down"); again(); } };
  }

  function again(wait) {
    clearTimeout(timer);
    timer = setTimeout(open, wait ?? delay * (0.7 + Math.random() * 0.6));
    if (wait === undefined) delay = Math.min(delay * 2, LAST);
  }

  // A stream may stay open and say nothing: a proxy that buffers, a server that is stuck, a network that is gone.
  setInterval(() => {
    if (!ports.size || !heard) return;
    const silent = Date.now() - heard;
    if (silent > SILENCE) {
      if (state !== "frozen" && source) { source.close(); source = null; again(); }
      set("frozen");
    }
  }, 1000);

  function connect(port) {
    port.onmessage = ({ data }) => {
      if (data.kind === "watch") {
        lang = data.lang;
        const topics = new Map(data.topics);
        ports.set(port, topics);
        heard ||= Date.now();
        const covered = (topic, stamp) => have.has(topic) && (have.get(topic) === stamp || older(have.get(topic), stamp) === have.get(topic) && have.get(topic));
        if (!source || [...topics].some(([topic, stamp]) => !covered(topic, stamp))) open();
        else report();
      } else if (data.kind === "leave") {
        ports.delete(port);
        if (!ports.size && source) { source.close(); source = null; have.clear(); heard = 0; }
      } else if (data.kind === "wake" && (!source || state !== "up")) {
        delay = FIRST;
        open();
      }
    };
    port.start?.();
  }

  if ("onconnect" in self) self.onconnect = (event) => connect(event.ports[0]);
  else self.chevetConnect = connect;
})();
