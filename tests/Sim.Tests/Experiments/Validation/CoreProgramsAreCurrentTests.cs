using System;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.Tests.CoreEmulator.Machines;

namespace Sim.Tests.Experiments.Validation;

/// <summary>The committed programs that cores are validated with are what their sources give, byte for byte.</summary>
[Category("External")]
internal sealed class CoreProgramsAreCurrentTests
{
    [Test]
    public void Rebuilt_programs_are_the_committed_ones()
    {
        string committed = Path.Combine(Repository.Folder, "src", "Sim.Experiments", "Validation", "Core", "Programs");
        string rebuilt = Directory.CreateDirectory(Path.Combine(Tool.Folder, "core-programs")).FullName;
        Tool.Run("riscv64-unknown-elf-gcc", "gcc-riscv64-unknown-elf", "--version");
        Tool.Run("/bin/bash", "bash", Path.Combine(committed, "build.sh"), rebuilt);
        Assert.That(Elves(rebuilt), Is.EqualTo(Elves(committed)), "the files themselves");
        Assert.Multiple(() =>
        {
            foreach (string name in Elves(committed))
            {
                bool isSame = File.ReadAllBytes(Path.Combine(committed, name)).AsSpan().SequenceEqual(File.ReadAllBytes(Path.Combine(rebuilt, name)));
                Assert.That(isSame, $"{name} is not current: run {committed}/build.sh");
            }
        });
    }

    private static string[] Elves(string folder) =>
        [.. Directory.EnumerateFiles(folder, "*.elf").Select(path => Path.GetFileName(path)).Order(StringComparer.Ordinal)];
}
