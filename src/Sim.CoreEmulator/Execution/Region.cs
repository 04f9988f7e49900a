using System.Collections.Generic;
using Sim.CoreEmulator.Isa;

namespace Sim.CoreEmulator.Execution;

/// <summary>Blocks of one page that lead to each other by direct jumps, branches, calls and returns: what is translated together.</summary>
internal sealed unsafe class Region
{
    private const int MaxInstructions = 400;
    private const int PageSize = 4096;

    private readonly SortedDictionary<int, Block> _blocks = [];
    private readonly SortedSet<int> _returnSites = [];
    private int _instructions;

    private Region()
    {
    }

    /// <summary>Its blocks by their offset in the page.</summary>
    public IReadOnlyDictionary<int, Block> Blocks => _blocks;

    /// <summary>Offsets behind its calls: where its returns may go.</summary>
    public IReadOnlyCollection<int> ReturnSites => _returnSites;

    /// <summary>Collects what is reached from a block, nearest first, up to a size.</summary>
    /// <param name="entry">The offset of the first block in its page.</param>
    /// <param name="blockAt">Finds or decodes the block at an offset; null where none can start.</param>
    public static Region From(int entry, System.Func<int, Block?> blockAt)
    {
        Region region = new();
        Queue<int> open = new([entry]);
        while (open.TryDequeue(out int offset))
        {
            if (region._blocks.ContainsKey(offset) || blockAt(offset) is not Block block)
            {
                continue;
            }

            if (region._instructions + block.Count > MaxInstructions && region._blocks.Count > 0)
            {
                continue;
            }

            region.Add(offset, block, open);
        }

        return region;
    }

    private static bool IsInPage(long offset) => offset is >= 0 and < PageSize;

    private void Add(int offset, Block block, Queue<int> open)
    {
        _blocks.Add(offset, block);
        _instructions += block.Count;
        DecodedInstruction* last = block.Instructions + (block.Count - 1);
        int at = offset + last->Offset;
        int behind = at + last->Length;
        Form? form = last->Number == ushort.MaxValue ? null : InstructionSet.All[last->Number].Form;
        if (form is Form.Branch or Form.Jump && IsInPage(at + last->Imm))
        {
            open.Enqueue((int)(at + last->Imm));
        }

        bool isCall = form is Form.Jump or Form.JumpRegister && last->Rd == 1;
        if (isCall && IsInPage(behind))
        {
            _returnSites.Add(behind);
        }

        if ((isCall || form is Form.Branch || !Decoder.EndsBlock(last)) && IsInPage(behind))
        {
            open.Enqueue(behind);
        }
    }
}
