using System;
using System.Diagnostics;
using System.IO;
using NUnit.Framework;

namespace Sim.Tests.Benchmarks;

/// <summary>Keeps the benchmarks from rotting: each still computes what it should, at a size that takes no time.</summary>
internal sealed class TinyBenchmarksTests
{
    [Test]
    public void Every_benchmark_computes_what_it_should()
    {
        string built = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        string program = Path.Combine(AppContext.BaseDirectory, "..", "..", "Sim.Benchmarks", built, "Sim.Benchmarks.dll");
        ProcessStartInfo start = new("dotnet", [program, "tiny"]) { RedirectStandardOutput = true, UseShellExecute = false };
        using Process process = Process.Start(start)!;
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        TestContext.Out.WriteLine(output);
        Assert.Multiple(() =>
        {
            Assert.That(process.ExitCode, Is.Zero, output);
            Assert.That(output, Does.Contain("run-100k-vms,ok").And.Not.Contain("WRONG"));
        });
    }
}
