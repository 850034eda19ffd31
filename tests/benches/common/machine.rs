//! The machine and the time of a measurement, without which its figures mean nothing.

use std::process::Command;

/// Prints the machine, the compiler, the date, the command and the load; warns where others use the machine too.
pub(crate) fn print() {
    let info = std::fs::read_to_string("/proc/cpuinfo").unwrap_or_default();
    let model = info.lines().find_map(|line| line.strip_prefix("model name")).unwrap_or("unknown processor");
    let model = model.trim_matches([' ', '\t', ':']);
    let cores = std::thread::available_parallelism().map_or(1, usize::from);
    let arguments: Vec<String> = std::env::args().skip(1).filter(|argument| argument != "--bench").collect();
    println!("machine   {model}, {cores} cores");
    println!("compiler  {}", said(Command::new("rustc").arg("--version")));
    println!("date      {}", said(Command::new("date").args(["-u", "+%Y-%m-%d %H:%M UTC"])));
    println!("commit    {}", said(Command::new("git").args(["describe", "--always", "--dirty"])));
    println!(
        "command   cargo bench -p {} --bench {} -- {}",
        env!("CARGO_PKG_NAME"),
        env!("CARGO_CRATE_NAME"),
        arguments.join(" ")
    );
    let load = load();
    println!("load      {load:.2} over the last minute");
    if load > 0.5 {
        println!("WARNING: the machine is not quiet (load average above 0.5), so wall times mean little.");
    }
    println!();
}

/// Processes that ran or waited for a core, on average over the last minute.
fn load() -> f64 {
    let text = std::fs::read_to_string("/proc/loadavg").unwrap_or_default();
    text.split(' ').next().and_then(|number| number.parse().ok()).unwrap_or(f64::NAN)
}

fn said(command: &mut Command) -> String {
    let output = command.output().map(|output| String::from_utf8_lossy(&output.stdout).trim().to_owned());
    output.unwrap_or_else(|_| "unknown".to_owned())
}
