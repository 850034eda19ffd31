//! A small language-server client: JSON-RPC over the standard streams of rust-analyzer.

use std::collections::BTreeMap;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::sync::mpsc::{self, Receiver};
use std::thread;
use std::time::{Duration, Instant};

use serde_json::{Value, json};

use crate::setup::Installed;

/// The longest time that a start or an answer may take on a busy machine.
const PATIENCE: Duration = Duration::from_secs(240);

/// An editor with some files open.
pub(crate) struct Editor {
    server: Child,
    input: ChildStdin,
    messages: Receiver<Value>,
    root: PathBuf,
    texts: BTreeMap<String, String>,
    last: i64,
    quiescent: bool,
}

impl Editor {
    /// Starts rust-analyzer and waits until it has read the project.
    pub(crate) fn open(installed: &Installed, root: &Path, files: &[&str]) -> Self {
        let mut server = Command::new(&installed.server)
            .current_dir(root)
            // It would install missing components.
            .env("RUSTUP", "/bin/false")
            .env("CARGO_TARGET_DIR", root.join("target"))
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()
            .expect("it has started before");
        let input = server.stdin.take().expect("a pipe");
        let output = server.stdout.take().expect("a pipe");
        let (sender, messages) = mpsc::channel();
        thread::spawn(move || {
            let mut output = BufReader::new(output);
            while let Some(message) = read(&mut output) {
                if sender.send(message).is_err() {
                    break;
                }
            }
        });
        let root = root.to_owned();
        let mut editor =
            Self { server, input, messages, root, texts: BTreeMap::new(), last: 0, quiescent: false };
        editor.initialize(&installed.std);
        for file in files {
            let text = fs::read_to_string(editor.root.join(file)).expect("a file of the project");
            let document =
                json!({ "uri": editor.uri(file), "languageId": "rust", "version": 0, "text": text });
            editor.notify("textDocument/didOpen", json!({ "textDocument": document }));
            editor.texts.insert((*file).to_owned(), text);
        }
        editor.wait_for_quiescence();
        editor
    }

    fn initialize(&mut self, std: &Path) {
        // Only the macros are built; the rest is read as source.
        let build =
            ["cargo", "build", "--offline", "--quiet", "-p", "shapeflow-macros", "--message-format=json"];
        let options = json!({
            "cargo": {
                "sysrootSrc": std,
                "extraArgs": ["--offline"],
                "buildScripts": { "enable": true, "overrideCommand": build },
            },
            "procMacro": { "enable": true },
            "checkOnSave": false,
            "cachePriming": { "enable": false },
        });
        let capabilities = json!({
            "workspace": { "workspaceEdit": { "documentChanges": true } },
            "textDocument": { "hover": { "contentFormat": ["markdown"] } },
            "experimental": { "serverStatusNotification": true },
        });
        let uri = format!("file://{}", self.root.display());
        self.request(
            "initialize",
            json!({
                "processId": std::process::id(), "rootUri": uri, "capabilities": capabilities,
                "initializationOptions": options, "workspaceFolders": [{ "uri": uri, "name": "fixture" }],
            }),
        );
        self.notify("initialized", json!({}));
    }

    /// Waits until the server has been quiescent for a while.
    fn wait_for_quiescence(&mut self) {
        let end = Instant::now() + PATIENCE;
        let mut since = None;
        while since.is_none_or(|since: Instant| since.elapsed() < Duration::from_millis(700)) {
            assert!(Instant::now() < end, "rust-analyzer does not come to rest");
            if let Ok(message) = self.messages.recv_timeout(Duration::from_millis(100)) {
                self.receive(&message);
            }
            since = if self.quiescent { since.or_else(|| Some(Instant::now())) } else { None };
        }
    }

    /// The text of an open file.
    pub(crate) fn text(&self, file: &str) -> &str {
        &self.texts[file]
    }

    /// Replaces the text of a file.
    pub(crate) fn change(&mut self, file: &str, text: &str) {
        self.last += 1;
        let document = json!({ "uri": self.uri(file), "version": self.last });
        self.texts.insert(file.to_owned(), text.to_owned());
        self.notify(
            "textDocument/didChange",
            json!({ "textDocument": document, "contentChanges": [{ "text": text }] }),
        );
    }

    /// The text of a hover at the `¦` in `marked`.
    pub(crate) fn hover(&mut self, file: &str, marked: &str) -> String {
        let answer = self.request("textDocument/hover", self.place(file, marked));
        answer["contents"]["value"].as_str().unwrap_or_default().to_owned()
    }

    /// The files and lines that a definition leads to: `src/lib.rs: pixels = image |> Flatten;`.
    pub(crate) fn definition(&mut self, file: &str, marked: &str) -> Vec<String> {
        let answer = self.request("textDocument/definition", self.place(file, marked));
        let places = answer.as_array().cloned().unwrap_or_default();
        places.iter().map(|place| self.line(place)).collect()
    }

    fn line(&self, place: &Value) -> String {
        let path = place["uri"].as_str().unwrap_or_default().trim_start_matches("file://");
        let text = fs::read_to_string(path).unwrap_or_default();
        let line = place["range"]["start"]["line"].as_u64().map_or(0, |line| line as usize);
        let file = Path::new(path).strip_prefix(&self.root).unwrap_or(Path::new(path));
        format!("{}: {}", file.display(), text.lines().nth(line).unwrap_or_default().trim())
    }

    /// The text of `file` after a rename, or the reason why there is none.
    pub(crate) fn rename(&mut self, file: &str, marked: &str, name: &str) -> String {
        let mut place = self.place(file, marked);
        place["newName"] = json!(name);
        let answer = match self.ask("textDocument/rename", &place) {
            Ok(answer) => answer,
            Err(message) => return message,
        };
        let uri = self.uri(file);
        let changes = answer["documentChanges"].as_array().cloned().unwrap_or_default();
        let here = changes.iter().filter(|change| change["textDocument"]["uri"] == uri.as_str());
        let edits = here.flat_map(|change| change["edits"].as_array().cloned().unwrap_or_default());
        let text = &self.texts[file];
        let mut ranges: Vec<(usize, usize)> = edits
            .map(|edit| (offset(text, &edit["range"]["start"]), offset(text, &edit["range"]["end"])))
            .collect();
        ranges.sort_unstable();
        let mut renamed = text.clone();
        for (start, end) in ranges.into_iter().rev() {
            renamed.replace_range(start..end, name);
        }
        renamed
    }

    /// The labels of the completions at the `¦` in `marked`.
    pub(crate) fn completions(&mut self, file: &str, marked: &str) -> Vec<String> {
        let answer = self.request("textDocument/completion", self.place(file, marked));
        let items = answer["items"].as_array().or(answer.as_array()).cloned().unwrap_or_default();
        items.iter().filter_map(|item| Some(item["label"].as_str()?.to_owned())).collect()
    }

    /// The names in the outline of a file.
    pub(crate) fn outline(&mut self, file: &str) -> Vec<String> {
        let document = json!({ "textDocument": { "uri": self.uri(file) } });
        names(&self.request("textDocument/documentSymbol", document))
    }

    /// The names of items in the project that contain `name`.
    pub(crate) fn symbols(&mut self, name: &str) -> Vec<String> {
        names(&self.request("workspace/symbol", json!({ "query": name })))
    }

    /// rust-analyzer's own diagnostics.
    pub(crate) fn diagnostics(&mut self, file: &str) -> Vec<String> {
        let document = json!({ "textDocument": { "uri": self.uri(file) } });
        let answer = self.request("textDocument/diagnostic", document);
        let items = answer["items"].as_array().cloned().unwrap_or_default();
        items.iter().filter_map(|item| Some(item["message"].as_str()?.to_owned())).collect()
    }

    fn uri(&self, file: &str) -> String {
        format!("file://{}", self.root.join(file).display())
    }

    /// The place of the `¦`: `marked` without it is found once, or first, in the file.
    fn place(&self, file: &str, marked: &str) -> Value {
        let text = &self.texts[file];
        let inside = marked.find('¦').expect("a mark");
        let start =
            text.find(&marked.replace('¦', "")).unwrap_or_else(|| panic!("`{marked}` is not in {file}"));
        let before = &text[..start + inside];
        let line = before.matches('\n').count();
        let character = before.rsplit('\n').next().map_or(0, |line| line.encode_utf16().count());
        json!({ "textDocument": { "uri": self.uri(file) }, "position": { "line": line, "character": character } })
    }

    fn request(&mut self, method: &str, params: impl Into<Value>) -> Value {
        self.ask(method, &params.into()).unwrap_or_else(|message| panic!("{method}: {message}"))
    }

    fn ask(&mut self, method: &str, params: &Value) -> Result<Value, String> {
        let end = Instant::now() + PATIENCE;
        loop {
            self.last += 1;
            let id = self.last;
            self.send(&json!({ "jsonrpc": "2.0", "id": id, "method": method, "params": params }));
            let answer = loop {
                let message = self
                    .messages
                    .recv_timeout(end.saturating_duration_since(Instant::now()))
                    .unwrap_or_else(|error| panic!("no answer to {method}: {error}"));
                if message["id"] == id && message.get("method").is_none() {
                    break message;
                }
                self.receive(&message);
            };
            match answer["error"]["code"].as_i64() {
                None => return Ok(answer["result"].clone()),
                // The text has changed meanwhile: ask again.
                Some(-32801 | -32802) => thread::sleep(Duration::from_millis(100)),
                Some(_) => return Err(answer["error"]["message"].to_string()),
            }
        }
    }

    fn receive(&mut self, message: &Value) {
        if message["method"] == "experimental/serverStatus" {
            self.quiescent = message["params"]["quiescent"] == true;
        }
        if message.get("method").is_some() && message.get("id").is_some() {
            self.send(&json!({ "jsonrpc": "2.0", "id": message["id"], "result": null }));
        }
    }

    fn notify(&mut self, method: &str, params: impl Into<Value>) {
        self.send(&json!({ "jsonrpc": "2.0", "method": method, "params": params.into() }));
    }

    fn send(&mut self, message: &Value) {
        let text = message.to_string();
        write!(self.input, "Content-Length: {}\r\n\r\n{text}", text.len())
            .and_then(|()| self.input.flush())
            .expect("rust-analyzer listens");
    }
}

impl Drop for Editor {
    fn drop(&mut self) {
        // It may have ended already; there is nothing to save.
        let _ = self.server.kill();
        let _ = self.server.wait();
    }
}

fn read(output: &mut BufReader<ChildStdout>) -> Option<Value> {
    let mut length = 0;
    loop {
        let mut line = String::new();
        if output.read_line(&mut line).ok()? == 0 {
            return None;
        }
        match line.trim().split_once(": ") {
            Some((name, value)) if name.eq_ignore_ascii_case("content-length") => {
                length = value.parse().ok()?;
            }
            Some(_) => {}
            None => break,
        }
    }
    let mut body = vec![0; length];
    output.read_exact(&mut body).ok()?;
    serde_json::from_slice(&body).ok()
}

fn names(items: &Value) -> Vec<String> {
    let items = items.as_array().cloned().unwrap_or_default();
    items.iter().filter_map(|item| Some(item["name"].as_str()?.to_owned())).collect()
}

/// The files of this test are ASCII: a character is a byte.
fn offset(text: &str, position: &Value) -> usize {
    let number = |value: &Value| value.as_u64().map_or(0, |number| number as usize);
    let line = number(&position["line"]);
    let before: usize = text.split_inclusive('\n').take(line).map(str::len).sum();
    before + number(&position["character"])
}
