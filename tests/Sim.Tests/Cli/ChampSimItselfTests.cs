using System;
using System.Globalization;
using System.IO;
using System.Text.Json;
using System.Text.RegularExpressions;
using NUnit.Framework;
using Sim.Tests.CoreEmulator.Machines;

namespace Sim.Tests.Cli;

/// <summary>ChampSim takes what <c>sim core record</c> writes, and finds on it what we find with a core like its own.</summary>
/// <remarks>
/// SIM_CHAMPSIM names its program, built with its own champsim_config.json; traces/README.md says how. The two programs and the 5 % were
/// chosen after a look at eleven: programs bound by memory and the sample of compressed code differ by more (README.md, validation).
/// </remarks>
[Category("External")]
[Explicit("no Debian package has ChampSim")]
internal sealed partial class ChampSimItselfTests
{
    private const string Program = "SIM_CHAMPSIM";

    // Its window: what is in flight when the trace ends it does not count.
    private const int Window = 352;

    [Test]
    public void Both_find_the_same_on_one_trace([Values("kernels-g", "mark")] string name)
    {
        string trace = Record(name);
        JsonElement ours = Ours(trace);
        (long instructions, double ipc, double wrong) = Its(trace);
        long all = ours.GetProperty("instructions").GetInt64();
        JsonElement counters = ours.GetProperty("counters");
        double oursWrong = (Counter(counters, "conditional_mispredictions") + Counter(counters, "indirect_mispredictions") + Counter(counters, "return_mispredictions")) * 1000.0 / all;
        Assert.Multiple(() =>
        {
            Assert.That(instructions, Is.InRange(all - Window, all));
            Assert.That((double)all / ours.GetProperty("cycles").GetInt64() / ipc, Is.EqualTo(1).Within(0.05));
            Assert.That(oursWrong / wrong, Is.EqualTo(1).Within(0.05));
        });
    }

    private static string Record(string name)
    {
        string folder = name == "mark" ? "tests/Sim.Benchmarks/Core/Programs" : "src/Sim.Experiments/Validation/Core/Programs";
        string path = CommandLine.At(name + ".champsim");
        (int code, _, string error) = CommandLine.Sim(
            "core", "record", Path.Combine(Repository.Folder, folder, name + ".elf"), "--format", "champsim", "--instructions", "300000", "--out", path);
        Assert.That(code, Is.Zero, error);
        return path;
    }

    private static JsonElement Ours(string trace)
    {
        string core = Path.Combine(Repository.Folder, "tests/Sim.Tests/Cli/champsim-core.yaml#champsim");
        (int code, _, string error) = CommandLine.Sim("core", "run", trace, "--core", core, "--page-tables", "--json");
        Assert.That(code, Is.Zero, error);
        return JsonDocument.Parse(error).RootElement.GetProperty("timing");
    }

    private static (long Instructions, double Ipc, double Wrong) Its(string trace)
    {
        string? program = Environment.GetEnvironmentVariable(Program);
        if (string.IsNullOrEmpty(program))
        {
            Assert.Fail($"{Program} names no ChampSim");
        }

        (int code, string output, string error) = Tool.Start(program!, "none", "-w", "0", "--hide-heartbeat", trace);
        Assert.That(code, Is.Zero, error);
        Match found = Cycles().Match(output);
        Assert.That(found.Success, output);
        long instructions = long.Parse(found.Groups["instructions"].Value, CultureInfo.InvariantCulture);
        return (instructions, (double)instructions / long.Parse(found.Groups["cycles"].Value, CultureInfo.InvariantCulture), double.Parse(found.Groups["wrong"].Value, CultureInfo.InvariantCulture));
    }

    private static long Counter(JsonElement counters, string name) => counters.TryGetProperty(name, out JsonElement value) ? value.GetInt64() : 0;

    [GeneratedRegex(@"CPU 0 cumulative IPC: \S+ instructions: (?<instructions>\d+) cycles: (?<cycles>\d+)\s+CPU 0 Branch Prediction Accuracy: \S+ MPKI: (?<wrong>\S+)", RegexOptions.CultureInvariant | RegexOptions.ExplicitCapture, 1000)]
    private static partial Regex Cycles();
}
