using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Machines;

namespace Sim.CoreEmulator.Debugging;

/// <summary>Counts retired instructions by what they are. It takes a machine's steps one by one, which is slow.</summary>
internal sealed class InstructionMix : IStepper
{
    private readonly ulong[] _counts = new ulong[InstructionSet.All.Count];

    /// <summary>Compressed instructions among them.</summary>
    public ulong Short { get; private set; }

    /// <summary>How often each form of instruction retired, the most frequent first.</summary>
    public IEnumerable<(Form Form, ulong Count)> ByForm => InstructionSet.All
        .GroupBy(instruction => instruction.Form)
        .Select(group => (Form: group.Key, Count: group.Aggregate(0UL, (sum, instruction) => sum + _counts[instruction.Number])))
        .Where(row => row.Count > 0)
        .OrderByDescending(row => row.Count).ThenBy(row => row.Form);

    /// <summary>How often each extension's instructions retired, the most frequent first.</summary>
    public IEnumerable<(Extensions Extensions, ulong Count)> ByExtension => InstructionSet.All
        .GroupBy(instruction => instruction.Requires)
        .Select(group => (Extensions: group.Key, Count: group.Aggregate(0UL, (sum, instruction) => sum + _counts[instruction.Number])))
        .Where(row => row.Count > 0)
        .OrderByDescending(row => row.Count).ThenBy(row => row.Extensions);

    /// <inheritdoc/>
    public long Step(Hart hart)
    {
        Decoded decoded = Decoded.At(hart);
        ulong traps = hart.TrapsTaken;
        long steps = hart.Run(1);
        if (steps > 0 && hart.TrapsTaken == traps && decoded.Instruction is { } instruction)
        {
            _counts[instruction.Number]++;
            Short += decoded.IsShort ? 1UL : 0UL;
        }

        return steps;
    }
}
