using System.Collections.Generic;
using System.Globalization;
using System.IO;
using System.Linq;

namespace Sim.CoreEmulator.Timing.Views;

/// <summary>Which instructions hold up a program most, in which stage, and why.</summary>
/// <param name="text">Names instructions.</param>
internal sealed class DelaySummary(InstructionText text)
{
    /// <summary>Prints the instructions that cost most cycles, by address.</summary>
    /// <param name="output">Where to.</param>
    /// <param name="rows">The instructions.</param>
    /// <param name="most">Addresses printed at most.</param>
    public void Write(TextWriter output, IReadOnlyList<PipelineRow> rows, int most = 10)
    {
        long lost = rows.Sum(row => row.Lost);
        long cycles = rows.Count == 0 ? 0 : rows[^1].Times.Retire - rows[0].Times.Retire + 1 + rows[0].Lost;
        output.Write(string.Create(CultureInfo.InvariantCulture, $"\n{rows.Count} instructions in {cycles} cycles; {lost} of them passed without one retiring. Most by:\n"));
        output.Write("      lost  times  fetch   wait execute retire  mainly           address instruction\n");
        IEnumerable<IGrouping<ulong, PipelineRow>> groups = rows.GroupBy(row => row.Instruction.Pc)
            .Where(group => group.Any(row => row.Lost > 0))
            .OrderByDescending(group => group.Sum(row => row.Lost)).ThenBy(group => group.Key);
        foreach (IGrouping<ulong, PipelineRow> group in groups.Take(most))
        {
            Write(output, [.. group]);
        }
    }

    // Mean cycles: up to dispatch; from there to issue; executing; waiting to retire.
    private void Write(TextWriter output, PipelineRow[] rows)
    {
        double fetch = rows.Average(row => (double)(row.Times.Dispatch - row.Times.Fetch));
        double wait = rows.Average(row => (double)(row.Times.Issue - row.Times.Dispatch));
        double execute = rows.Average(row => (double)(row.Times.Complete - row.Times.Issue));
        double retire = rows.Average(row => (double)(row.Times.Retire - row.Times.Complete));
        CpiComponent cause = rows.GroupBy(row => row.Times.Cause).OrderByDescending(group => group.Sum(row => row.Lost)).ThenBy(group => group.Key).First().Key;
        string line = string.Create(
            CultureInfo.InvariantCulture,
            $"{rows.Sum(row => row.Lost),10} {rows.Length,6} {fetch,6:F1} {wait,6:F1} {execute,7:F1} {retire,6:F1}  {InstructionText.Words(cause.ToString()),-15} {rows[0].Instruction.Pc,8:x} {text.Of(in rows[0].Instruction)}");
        output.Write(line + "\n");
    }
}
