using System;
using System.Collections.Generic;
using System.IO;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;

namespace Sim.Tests.CoreEmulator.Programs;

/// <summary>Every test program of this folder ends with success, interpreted and translated. What a check is, its program's source says.</summary>
internal sealed class ProgramTests
{
    /// <summary>More instructions than any of the programs takes.</summary>
    private const ulong Enough = 50_000_000;

    private static string Folder => Path.Combine(Repository.Folder, "tests", "Sim.Tests", "CoreEmulator", "Programs");

    private static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.elf").Select(path => Path.GetFileNameWithoutExtension(path)).Order(StringComparer.Ordinal);

    [TestCaseSource(nameof(Names))]
    public void Passes_interpreted(string name) => Run(name, translates: false);

    [TestCaseSource(nameof(Names))]
    public void Passes_translated(string name) => Run(name, translates: true);

    /// <summary>Blocks are translated when first met, so that code which runs once is too.</summary>
    [TestCaseSource(nameof(Names))]
    public void Passes_translated_at_once(string name) => Run(name, translates: true, hotAfter: 1);

    [Test]
    public void Each_source_has_its_program()
    {
        IEnumerable<string> sources = Directory.EnumerateFiles(Folder, "*.S").Select(path => Path.GetFileNameWithoutExtension(path));
        Assert.That(sources.Except(Names, StringComparer.Ordinal), Is.Empty);
    }

    private static void Run(string name, bool translates, int? hotAfter = null)
    {
        string path = Path.Combine(Folder, name + ".elf");
        ElfFile program = ElfFile.Read(path, File.ReadAllBytes(path));
        using Machine machine = new(program, new MachineOptions { Memory = 64UL << 20, Translates = translates });
        foreach (Hart hart in machine.Harts)
        {
            hart.HotAfter = hotAfter ?? hart.HotAfter;
        }

        RunOutcome outcome = machine.Run(Enough);
        string what = outcome.End == RunEnd.Failed ? $"check {outcome.Code} failed" : outcome.Message;
        Assert.That(outcome.End, Is.EqualTo(RunEnd.Passed), $"{name}: {what}");
    }
}
