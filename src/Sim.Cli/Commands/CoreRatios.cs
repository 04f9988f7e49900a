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
        "  cycles for a minimal one, some hundreds with all registers and CSRs; on x86 hardware alone takes 760 to 4,000.",
        "- Exits to user space pay two more traps and a change of page tables, but no context switch of an operating system with its scheduler and mitigations: ratios stay below Arm's and x86's.",
        "- Sv39 has 3 levels, x86-64 4: a nested miss reads 15 entries at most in place of 24, a native one 3 in place of 4; walk caches leave few of either, so measured ratios are",
        "  smaller than counted ones.",
        "- Interrupts are injected by a write to hvip, without a posted-interrupt unit: a virtual IPI costs its sender's exit, a physical IPI and the receiver's exit.",
        "- Shadow paging needs no trap-and-emulate of x86's segments and flags; here as there it is each write of a page table that it pays for.",
    ];

    /// <summary>Prints them, a published figure a row.</summary>
    public static void Print(CostTable table)
    {
        TextTable.Print(Console.Out, ["what", ">here", ">published", "of", "source"], ExitRatios.Of(table).SelectMany(Rows));
        Console.Out.WriteLine();
        foreach (string line in Why)
        {
            Console.Out.WriteLine(line);
        }
    }

    private static IEnumerable<string[]> Rows(ExitRatio ratio)
    {
        string here = Numbers.Text(ratio.Value);
        if (ratio.Published.Count == 0)
        {
            yield return [ratio.Name, here, "", "", ""];
        }

        foreach (PublishedFigure figure in ratio.Published)
        {
            yield return [ratio.Name, here, Numbers.Text(figure.Value), figure.What, figure.Source];
        }
    }
}
