using System;
using System.Collections.Generic;
using System.Diagnostics;
using System.IO;
using System.Linq;
using NUnit.Framework;

namespace Sim.Tests.CoreEmulator.Programs;

/// <summary>The committed test programs are what their sources give, byte for byte.</summary>
[Category("External")]
internal sealed class ProgramsAreCurrentTests
{
    private static readonly string[] Tools = ["riscv64-unknown-elf-gcc", "riscv64-unknown-elf-as", "riscv64-unknown-elf-cpp", "riscv64-unknown-elf-ld", "python3"];

    [TestCase("tests/Sim.Tests/CoreEmulator/Programs")]
    [TestCase("tests/Sim.Benchmarks/Core/Programs")]
    [TestCase("src/Sim.Experiments/Validation/Core/Programs")]
    [TestCase("src/Sim.Experiments/HotSections/Programs")]
    public void Rebuilt_programs_are_the_committed_ones(string folder)
    {
        RequireTools();
        string committed = Path.Combine(Repository.Folder, folder);
        string rebuilt = Path.Combine(Path.GetTempPath(), $"sim-programs-{Guid.NewGuid():N}");
        Directory.CreateDirectory(rebuilt);
        try
        {
            Build(Path.Combine(committed, "build.sh"), rebuilt);
            Assert.That(Elves(rebuilt), Is.EqualTo(Elves(committed)), "the files themselves");
            Assert.Multiple(() =>
            {
                foreach (string name in Elves(rebuilt))
                {
                    Assert.That(Same(Path.Combine(committed, name), Path.Combine(rebuilt, name)), $"{name} is not current: run build.sh");
                }
            });
        }
        finally
        {
            Directory.Delete(rebuilt, recursive: true);
        }
    }

    private static string[] Elves(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.elf").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];

    private static bool Same(string left, string right) => File.ReadAllBytes(left).AsSpan().SequenceEqual(File.ReadAllBytes(right));

    private static void Build(string script, string folder)
    {
        ProcessStartInfo start = new("/bin/bash", [script, folder]) { RedirectStandardError = true, UseShellExecute = false };
        using Process build = Process.Start(start)!;
        string errors = build.StandardError.ReadToEnd();
        build.WaitForExit();
        Assert.That(build.ExitCode, Is.Zero, errors);
    }

    private static void RequireTools()
    {
        string[] folders = (Environment.GetEnvironmentVariable("PATH") ?? string.Empty).Split(Path.PathSeparator);
        IEnumerable<string> missing = Tools.Where(tool => !folders.Any(folder => File.Exists(Path.Combine(folder, tool))));
        if (missing.Any())
        {
            string message = $"{string.Join(", ", missing)} not found; Debian's packages are gcc-riscv64-unknown-elf and python3";
            Assert.That(Environment.GetEnvironmentVariable("SIM_REQUIRE_EXTERNAL"), Is.Not.EqualTo("1"), message);
            Assert.Ignore(message);
        }
    }
}
