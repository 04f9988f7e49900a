using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Execution;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Machines;

namespace Sim.CoreEmulator.Debugging;

/// <summary>What instructions a machine retires, by form and by extension.</summary>
internal sealed class InstructionMix
{
    private readonly RetiredCounts _counts = new();

    /// <summary>Counts what a machine retires that has not run yet.</summary>
    public InstructionMix(Machine machine)
    {
        foreach (Hart hart in machine.Harts)
        {
            hart.Counts = _counts;
        }
    }

    /// <summary>Compressed instructions among them.</summary>
    public long Short => _counts.Short;

    /// <summary>How often each form of instruction retired, the most frequent first.</summary>
    public IEnumerable<(Form Form, long Count)> ByForm => InstructionSet.All
        .GroupBy(instruction => instruction.Form)
        .Select(group => (Form: group.Key, Count: group.Sum(instruction => _counts.ByNumber[instruction.Number])))
        .Where(row => row.Count > 0)
        .OrderByDescending(row => row.Count).ThenBy(row => row.Form);

    /// <summary>How often each extension's instructions retired, the most frequent first.</summary>
    public IEnumerable<(Extensions Extensions, long Count)> ByExtension => InstructionSet.All
        .GroupBy(instruction => instruction.Requires)
        .Select(group => (Extensions: group.Key, Count: group.Sum(instruction => _counts.ByNumber[instruction.Number])))
        .Where(row => row.Count > 0)
        .OrderByDescending(row => row.Count).ThenBy(row => row.Extensions);
}
