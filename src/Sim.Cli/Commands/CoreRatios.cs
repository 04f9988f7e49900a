using System;
using System.Collections.Generic;
using System.Linq;
using Sim.Cli.Terminal;
using Sim.Experiments.HotSections;
using Sim.Hosts.Costs;

namespace Sim.Cli.Commands;

/// <summary>Prints the ratios of a cost table beside published ones.</summary>
internal static class CoreRatios
{
    private static readonly string[] Why =
    [
        "Where an RV64 core must differ from the machines of these figures:",
        "- Entering a hypervisor is a trap like any other: no control block is saved or loaded by hardware, as VMX and SVM do. A null exit costs what its software saves: tens of",
        "  cycles for a minimal one, some hundreds with all registers and CSRs; on x86 hardware alone takes 760 to 4,000. --set system.worldSwitch makes a core of that kind.",
        "- Null hypercall, in-kernel exit and exit to user space go through the same loop, KVM's on RISC-V; the last one besides through Linux's system call and files, the loading of a",
        "  virtual CPU and QEMU's dispatch of memory, step by step after their sources, which the programs list with what they leave out: tracing, accounting of time, mitigations, AIA, vectors.",
        "  Its ratio to the in-kernel exit is below 3 to 6 all the same. Two causes are known, not their weight: an RV64 guest has 14 CSRs and the floating-point registers, where KVM on Arm",
        "  loads and puts away interrupt controller, timers, counters, debug and vector state as well; and a turn of the loop, which the others take too, has 31 accesses to CSRs. What is",
        "  above a null hypercall is 8 times as much for user space as for the kernel here (server-ooo), 9.5 times on the Altra. switch=minimal and handler=minimal do without all of it.",
        "- Sv39 has 3 levels, x86-64 4: a nested miss reads 15 entries at most in place of 24, a native one 3 in place of 4; walk caches leave few of either, so measured ratios are",
        "  smaller than counted ones. With pages of 2 MiB entries are not only fewer, their tables are 512 times as small for the same memory: here 4 KiB : 2 MiB exceeds what is counted.",
        "- A program within the TLBs' reach costs as a guest what it costs otherwise, on every core of the catalogue. VexiiRiscv's loss of 27 % on CoreMark is not explained where it was",
        "  published; --core generic-inorder with TLBs of 1 and 2 entries, no second level, no walk caches and step 0 loses as much (memory.translation.instructions, data, second, ...).",
        "- Interrupts are injected by a write to hvip, without a posted-interrupt unit: a virtual IPI costs its sender's exit, a physical IPI and the receiver's exit.",
        "- Shadow paging needs no trap-and-emulate of x86's segments and flags; here as there it is each write of a page table that it pays for.",
        "What is held to a range says ok or miss; the others have no range that cores of different kinds share. Walks are measured by the walker's clock, from start to end.",
    ];

    /// <summary>Prints them, a published figure a row.</summary>
    public static void Print(CostTable table)
    {
        TextTable.Print(Console.Out, ["what", ">here", ">held to", "", ">published", "of", "source"], ExitRatios.Of(table).SelectMany(Rows));
        Console.Out.WriteLine();
        foreach (string line in Why)
        {
            Console.Out.WriteLine(line);
        }
    }

    // What it is held to stands in the first row of a ratio alone.
    private static IEnumerable<string[]> Rows(ExitRatio ratio)
    {
        string here = Numbers.Text(ratio.Value);
        string band = ratio.Band is { } held ? $"{Numbers.Text(held.Low)} to {Numbers.Text(held.High)}" : "";
        if (ratio.Published.Count == 0)
        {
            yield return [ratio.Name, here, band, ratio.Verdict, "", "", ""];
        }

        for (int i = 0; i < ratio.Published.Count; i++)
        {
            PublishedFigure figure = ratio.Published[i];
            yield return [ratio.Name, here, i == 0 ? band : "", i == 0 ? ratio.Verdict : "", Numbers.Text(figure.Value), figure.What, figure.Source];
        }
    }
}
