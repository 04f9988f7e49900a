using System;
using System.Diagnostics;
using System.Globalization;
using System.IO;
using System.Linq;
using System.Threading;
using NUnit.Framework;
using Sim.Tests.Experiments;

namespace Sim.Tests.Cli;

/// <summary>A run that is stopped, as a user or a batch system stops it.</summary>
[Platform(Exclude = "Win")]
internal sealed class InterruptTests
{
    // Long enough (seconds) that the signal always comes in the middle.
    private const string Long = "workload: [ { synthetic: { vms: 20000, span: 30 d } } ]\nhosts: [ { count: 100, type: dell-r740-8180 } ]\nplacement: { overcommit: { cpu: 400, memory: 400 } }\n";

    [TestCase("INT")]
    [TestCase("TERM")]
    public void It_exits_with_130_and_leaves_nothing_half_done(string signal)
    {
        SkipWhereIgnored(signal);
        string around = Directory.CreateTempSubdirectory("sim-stopped-").FullName;
        string scenario = CommandLine.At(TrialRun.Text($"long-{signal}.yaml", Long));
        using Process process = Start("run", scenario, "--out", Path.Combine(around, "result"));
        Assert.That(SpinWait.SpinUntil(() => Directory.EnumerateDirectories(around).Any(), TimeSpan.FromSeconds(30)), Is.True, "the run began");
        Kill(process, signal);
        Assert.That(Directory.EnumerateFileSystemEntries(around), Is.Empty);
        Directory.Delete(around);
    }

    [TestCase("INT")]
    [TestCase("TERM")]
    public void A_validation_keeps_the_rows_that_it_has(string signal)
    {
        SkipWhereIgnored(signal);
        using Process process = Start("validate", "queueing", "--csv", "--threads", "1");
        Assert.That(process.StandardOutput.ReadLine(), Does.StartWith("case,"));
        Assert.That(process.StandardOutput.ReadLine(), Does.Contain("M/M/1"));
        Kill(process, signal);
    }

    private static Process Start(params string[] words)
    {
        string sim = Path.Combine(TestContext.CurrentContext.TestDirectory, "sim.dll");
        return Process.Start(new ProcessStartInfo("dotnet", ["exec", sim, .. words])
        {
            UseShellExecute = false,
            RedirectStandardError = true,
            RedirectStandardOutput = true,
        })!;
    }

    private static void Kill(Process process, string signal)
    {
        using (Process kill = Process.Start("kill", ["-" + signal, process.Id.ToString(CultureInfo.InvariantCulture)]))
        {
            kill.WaitForExit();
        }

        string error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        Assert.That((process.ExitCode, error), Is.EqualTo((130, "sim: interrupted; nothing unfinished was left behind\n")));
    }

    // A shell that starts the tests in the background may have told them, and so their children, to ignore Ctrl-C.
    private static void SkipWhereIgnored(string signal)
    {
        string? mask = File.Exists("/proc/self/status")
            ? Array.Find(File.ReadAllLines("/proc/self/status"), line => line.StartsWith("SigIgn:", StringComparison.Ordinal))
            : null;
        bool ignored = mask is not null && (Convert.ToUInt64(mask[7..].Trim(), 16) & 2) != 0;
        if (signal == "INT" && ignored)
        {
            Assert.Ignore("SIGINT is ignored by whoever started the tests");
        }
    }
}
