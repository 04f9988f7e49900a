using System.Collections.Generic;
using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Execution;

/// <summary>How often each instruction retired, from how often each block was entered: what a block leaves undone is taken off again.</summary>
internal sealed unsafe class RetiredCounts
{
    private readonly long[] _counts = new long[InstructionSet.All.Count];
    private readonly List<Block> _blocks = [];
    private long _short;

    /// <summary>Compressed instructions among all.</summary>
    public long Short
    {
        get
        {
            Settle();
            return _short;
        }
    }

    /// <summary>By the instructions' numbers.</summary>
    public IReadOnlyList<long> ByNumber
    {
        get
        {
            Settle();
            return _counts;
        }
    }

    /// <summary>Counts a block from now on.</summary>
    public void Add(Block block) => _blocks.Add(block);

    /// <summary>Counts one instruction that belongs to no block.</summary>
    public void Count(DecodedInstruction* i) => Count(i, 1);

    /// <summary>Takes off an instruction and those behind it in its block, which was entered but not run to its end.</summary>
    public void TakeOff(DecodedInstruction* i)
    {
        for (; i->Length != 0; i++)
        {
            Count(i, -1);
            if (Decoder.EndsBlock(i))
            {
                return;
            }
        }
    }

    /// <summary>Moves the blocks' counts here: their memory is about to be freed.</summary>
    public void Forget()
    {
        Settle();
        _blocks.Clear();
    }

    private void Settle()
    {
        foreach (Block block in _blocks)
        {
            for (int n = 0; n < block.Count; n++)
            {
                Count(block.Instructions + n, *block.Entered);
            }

            *block.Entered = 0;
        }
    }

    private void Count(DecodedInstruction* i, long times)
    {
        if (i->Number != ushort.MaxValue)
        {
            _counts[i->Number] += times;
            _short += i->Length == 2 ? times : 0;
        }
    }
}
