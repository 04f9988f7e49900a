using System;
using System.Collections.Generic;
using System.Linq;
using NUnit.Framework;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Machines;
using Sim.CoreEmulator.Programs;
using Sim.CoreEmulator.Timing;
using Sim.Experiments.HotSections;

namespace Sim.Tests.Experiments.HotSections;

/// <summary>The programs of the hot sections by themselves: they pass on the functional machine, interpreted and translated, and have the library's markers.</summary>
internal sealed class HotProgramTests
{
    private const ulong Enough = 100_000_000;
    private const uint Marker = 0x2013; // slti x0, x0, 0
    private const int ImmediateShift = 20;

    private static IEnumerable<HotProgram> All => HotSectionLibrary.All.Select(section => section.Program).Distinct();

    private static IEnumerable<string> Names => All.Select(program => program.Name);

    [TestCaseSource(nameof(Names))]
    public void Passes_interpreted(string name) => Passes(name, Find(name).Harts, translates: false);

    [TestCaseSource(nameof(Names))]
    public void Passes_translated(string name) => Passes(name, Find(name).Harts, translates: true);

    /// <summary>Harts that a program does not need stay out of its way.</summary>
    [TestCaseSource(nameof(Names))]
    public void Passes_on_four_harts(string name) => Passes(name, 4, translates: false);

    [TestCase("locks", 1)]
    [TestCase("locks", 2)]
    [TestCase("locks", 3)]
    [TestCase("rings", 1)]
    [TestCase("corunners", 1)]
    [TestCase("corunners", 2)]
    public void Passes_on_fewer_harts(string name, int harts) => Passes(name, harts, translates: false);

    /// <summary>What the library says that a program needs is enough, and none of it too much.</summary>
    [TestCaseSource(nameof(Names))]
    public void Passes_with_the_extensions_that_it_needs(string name)
    {
        const Extensions Always = HotProgram.Basis | HotProgram.Platform;
        HotProgram program = Find(name);
        Assert.That(Run(name, program.Harts, translates: false, IsaString.Close(Always | program.Needs)).End, Is.EqualTo(RunEnd.Passed));
        if (program.Needs != Extensions.None)
        {
            Assert.That(Run(name, program.Harts, translates: false, IsaString.Close(Always)).End, Is.EqualTo(RunEnd.Failed));
        }
    }

    /// <summary>A program that needs two harts says so where it has one; it does not hang.</summary>
    [Test]
    public void Virtual_interrupts_want_two_harts() => Assert.That(Run("ipi", 1, translates: false).End, Is.EqualTo(RunEnd.Failed));

    [TestCaseSource(nameof(Names))]
    public void Has_the_markers_that_the_library_names(string name)
    {
        int[] expected = [.. HotSectionLibrary.All.Where(section => section.Program.Name == name).Select(section => section.Marker).Append(0).Distinct().Order()];
        int[] markers = MarkersOf(Find(name).Bytes.Span);
        Assert.That(Numbers(markers, Markers.Begin), Is.EqualTo(expected));
        Assert.That(Numbers(markers, Markers.End), Is.EqualTo(expected));
    }

    private static HotProgram Find(string name) => All.Single(program => program.Name == name);

    private static void Passes(string name, int harts, bool translates)
    {
        RunOutcome outcome = Run(name, harts, translates);
        string what = outcome.End == RunEnd.Failed ? $"result {outcome.Code} is wrong" : outcome.Message;
        Assert.That(outcome.End, Is.EqualTo(RunEnd.Passed), $"{name}: {what}");
    }

    private static RunOutcome Run(string name, int harts, bool translates, Extensions extensions = HartOptions.AllExtensions)
    {
        HotProgram program = Find(name);
        MachineOptions options = new() { Harts = harts, Memory = program.Memory, Extensions = extensions, Translates = translates };
        using Machine machine = new(ElfFile.Read(name, program.Bytes.ToArray()), options);
        return machine.Run(Enough);
    }

    private static int[] Numbers(int[] markers, int first) =>
        [.. markers.Where(marker => marker >= first && marker < first + Markers.Begin).Select(marker => marker - first).Distinct().Order()];

    private static int[] MarkersOf(ReadOnlySpan<byte> bytes)
    {
        List<int> found = [];
        for (int i = 0; i + 4 <= bytes.Length; i += 2)
        {
            uint word = BitConverter.ToUInt32(bytes[i..]);
            if ((word & ((1U << ImmediateShift) - 1)) == Marker)
            {
                found.Add((int)(word >> ImmediateShift));
            }
        }

        return [.. found];
    }
}
