using System;
using Sim.CoreEmulator.Harts;
using Sim.CoreEmulator.Isa;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Execution;

/// <summary>Finds the block at a hart's Pc, decodes it when it is new, and runs one block after the other.</summary>
/// <remarks>
/// Blocks belong to physical pages and hold no absolute address: remapping a page costs nothing. A small cache by virtual address,
/// valid for one generation of translations, spares the way through them.
/// </remarks>
internal sealed unsafe class BlockFinder : IDisposable
{
    private const int CacheSize = 4096;
    private const int PageSize = 4096;
    private const long ArenaLimit = 24L << 20;

    // No instruction has an odd address.
    private const ulong NotPassed = 1;

    private readonly Hart _hart;
    private readonly Decoder _decoder;
    private readonly NativeArena _arena = new();
    private readonly Cached[] _cache = new Cached[CacheSize];
    private readonly DecodedInstruction* _alone;
    private readonly NativeArena _aloneArena = new();
    private ulong _passed = NotPassed;

    /// <summary>With nothing decoded yet.</summary>
    public BlockFinder(Hart hart)
    {
        _hart = hart;
        _decoder = new Decoder(hart.Options.Extensions);
        _alone = _aloneArena.Take(2);
    }

    /// <summary>Whether hot blocks are translated.</summary>
    public bool Translates { get; set; }

    /// <summary>Who is told of each instruction; null for nobody. Set before anything is translated.</summary>
    public IInstructionProbe? Probe { get; set; }

    /// <summary>Who sees each instruction before and after; null for nobody. While there is one, nothing that is translated is entered.</summary>
    public IExecutionWatcher? Watcher { get; set; }

    /// <summary>Counts what retires; null for nobody. Set before anything is decoded.</summary>
    public RetiredCounts? Counts { get; set; }

    /// <summary>Places to stop at; null for none. Change them by <see cref="StopAt"/>.</summary>
    public CodeStops? Stops { get; private set; }

    /// <summary>Entries of a block after which it is translated.</summary>
    public int HotAfter { get; set; } = 150;

    /// <summary>Runs blocks until the budget is used up or something wants attention.</summary>
    public void Run()
    {
        HartState* s = _hart.State;
        while (s->Budget > 0 && s->Attention == 0)
        {
            ulong pc = s->Pc;
            ref Cached cached = ref _cache[(pc >> 1) & (CacheSize - 1)];
            Block? block = cached.Block;
            if (block is null || cached.Pc != pc || cached.Generation != _hart.Mmu.FetchGeneration || block.Dropped)
            {
                block = Find(pc);
                if (block is null)
                {
                    continue;
                }
            }

            if (block.Count > s->Budget)
            {
                RunPartly(block);
            }
            else if (Watcher is null && block.Translated is TranslatedCode translated)
            {
                translated(_hart, s, block.Entry);
            }
            else
            {
                Enter(block);
                Interpret(block.Instructions);
                Warm(block);
            }
        }
    }

    /// <summary>Stops at places from here on.</summary>
    /// <param name="stops">The places; null for none.</param>
    /// <param name="passes">Whether the one where the hart is now does not count.</param>
    public void StopAt(CodeStops? stops, bool passes)
    {
        Stops = stops;
        _passed = passes ? _hart.State->Pc : NotPassed;
        DropAll();
    }

    /// <summary>Drops everything that was decoded, in all of main memory.</summary>
    public void DropAll()
    {
        foreach (Ram ram in _hart.Bus.Rams)
        {
            foreach (CodePage? page in ram.Code)
            {
                page?.Drop();
            }
        }

        Array.Clear(_cache);
        Counts?.Forget();
        _arena.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        Counts?.Forget();
        _arena.Dispose();
        _aloneArena.Dispose();
    }

    private void Interpret(DecodedInstruction* i)
    {
        if (Probe is not null || Watcher is not null)
        {
            InterpretSome(i, long.MaxValue);
            return;
        }

        while (i->Execute(_hart, i))
        {
            i++;
        }
    }

    private bool Watch(DecodedInstruction* i, IExecutionWatcher watcher)
    {
        // What only leaves the block is no instruction.
        if (i->Length == 0)
        {
            return i->Execute(_hart, i);
        }

        watcher.Before(_hart, i);
        bool goesOn = i->Execute(_hart, i);
        watcher.After(_hart, i, goesOn);
        return goesOn;
    }

    // One by one, until the block is left or so many have run; then it is left there.
    private void InterpretSome(DecodedInstruction* i, long steps)
    {
        bool goesOn = true;
        for (; goesOn && steps > 0; i++, steps--)
        {
            goesOn = Watcher is not null ? Watch(i, Watcher) : Probe is null ? i->Execute(_hart, i) : InterpretProbed(i, Probe);
        }

        if (goesOn)
        {
            Counts?.TakeOff(i);
            Handlers.EndOfBlock(_hart, i);
        }
    }

    private bool InterpretProbed(DecodedInstruction* i, IInstructionProbe probe)
    {
        bool ends = Decoder.EndsBlock(i);
        if (ends && i->Length != 0)
        {
            probe.Ran(_hart, i);
        }

        bool goesOn = i->Execute(_hart, i);
        if (goesOn && !ends)
        {
            probe.Ran(_hart, i);
        }

        return goesOn;
    }

    private void Warm(Block block)
    {
        if (Translates && Watcher is null && ++block.Heat == HotAfter && !block.Dropped && block.Instructions != _alone && !BeginsAtStop(block))
        {
            Translator.Translate(Region.From((int)(block.Physical & (PageSize - 1)), RegionBlocks(block)), Probe is not null);
        }
    }

    private bool BeginsAtStop(Block block) =>
        Stops is not null && Stops.Cuts((int)(block.Physical & (PageSize - 1)), _hart.Bus.RamAt(block.Physical, 2)!.At(block.Physical));

    // The blocks of a page, decoded where they are new.
    private Func<int, Block?> RegionBlocks(Block block)
    {
        ulong start = block.Physical & ~(PageSize - 1UL);
        Ram ram = _hart.Bus.RamAt(start, PageSize)!;
        CodePage page = ram.Code[ram.PageOf(start)]!;
        return offset =>
        {
            if (Stops is not null && Stops.Cuts(offset, ram.At(start) + offset))
            {
                return null;
            }

            Block? found = page.At(offset);
            if (found is null && Decode(ram.At(start) + offset, offset, start + (ulong)offset) is Block decoded)
            {
                page.Add(offset, decoded);
                found = decoded;
            }

            return found;
        };
    }

    // The budget ends within the block: its first instructions, one by one.
    private void RunPartly(Block block)
    {
        Enter(block);
        InterpretSome(block.Instructions, _hart.State->Budget);
    }

    private static void Enter(Block block)
    {
        if (block.Entered is not null)
        {
            ++*block.Entered;
        }
    }

    private Block? Find(ulong pc)
    {
        if (_arena.Bytes > ArenaLimit)
        {
            DropAll();
        }

        byte* host = _hart.Mmu.Fetch(pc);
        if (host is null)
        {
            return FetchFault(pc);
        }

        bool isStop = Stops is not null && Stops.Holds(pc, host);
        if (isStop && !Passes(pc))
        {
            return null;
        }

        if (!_hart.Mmu.IsFetchCached(pc))
        {
            return Alone(pc, *(ushort*)host);
        }

        Ram ram = _hart.Bus.RamOf(host);
        ulong physical = ram.Start + (ulong)(host - ram.Host);
        int offset = (int)(physical & (PageSize - 1));
        CodePage page = ram.Code[ram.PageOf(physical)] ??= new CodePage();
        Block? block = page.At(offset);
        if (block is null)
        {
            block = Decode(host, offset, physical);
            if (block is null)
            {
                return Alone(pc, *(ushort*)host);
            }

            if (page.IsEmpty)
            {
                _hart.Bus.CodeAppeared();
            }

            page.Add(offset, block);
        }

        if (!isStop)
        {
            _cache[(pc >> 1) & (CacheSize - 1)] = new Cached { Pc = pc, Generation = _hart.Mmu.FetchGeneration, Block = block };
        }

        return block;
    }

    // A stop counts once each time it is come to.
    private bool Passes(ulong pc)
    {
        if (_passed == pc)
        {
            _passed = NotPassed;
            return true;
        }

        _passed = pc;
        _hart.Stop = HartStop.AtStop;
        _hart.RequestAttention();
        return false;
    }

    private Block? FetchFault(ulong pc)
    {
        _hart.State->Pc = pc;
        _hart.Current = null;
        _hart.Raise(_hart.Mmu.Fault);
        return null;
    }

    // Decodes up to the end of the page; null when not even the first instruction ends there.
    private Block? Decode(byte* host, int offset, ulong physical)
    {
        DecodedInstruction* first = stackalloc DecodedInstruction[Block.Limit + 1];
        int count = 0;
        int bytes = 0;
        bool ended = false;
        while (!ended && count < Block.Limit && offset + bytes + 2 <= PageSize)
        {
            if (count > 0 && Stops is not null && Stops.Cuts(offset + bytes, host + bytes))
            {
                break;
            }

            uint raw = *(ushort*)(host + bytes);
            if ((raw & 3) == 3)
            {
                if (offset + bytes + 4 > PageSize)
                {
                    break;
                }

                raw = *(uint*)(host + bytes);
            }

            Instruction? found = _decoder.Decode(raw, first + count);
            Place(first + count, bytes, count);
            bytes += first[count].Length;
            count++;
            ended = Decoder.EndsBlock(found);
        }

        if (count == 0)
        {
            return null;
        }

        int all = count;
        if (!ended)
        {
            first[all++] = End(bytes, count);
        }

        DecodedInstruction* kept = _arena.Take(all);
        new Span<DecodedInstruction>(first, all).CopyTo(new Span<DecodedInstruction>(kept, all));
        Block block = new(kept, count, bytes) { Physical = physical, Entered = Counts is null ? null : (long*)_arena.Take(1) };
        if (Counts is not null)
        {
            *block.Entered = 0;
            Counts.Add(block);
        }

        return block;
    }

    // An instruction whose halves lie in two pages is decoded whenever it is met: its pages may be mapped anew one by one. So is one in
    // a page of which physical memory protection allows only a part: each half is asked for.
    private Block? Alone(ulong pc, ushort low)
    {
        uint bits = low;
        if ((low & 3) == 3)
        {
            byte* host = _hart.Mmu.Fetch(pc + 2);
            if (host is null)
            {
                return FetchFault(pc);
            }

            bits |= (uint)*(ushort*)host << 16;
        }

        _decoder.Decode(bits, _alone);
        Place(_alone, 0, 0);
        Counts?.Count(_alone);
        _alone[1] = End(_alone->Length, 1);
        return new Block(_alone, 1, _alone->Length);
    }

    private static void Place(DecodedInstruction* i, int offset, int index)
    {
        i->Offset = (ushort)offset;
        i->Index = (ushort)index;
    }

    private static DecodedInstruction End(int offset, int index) => new()
    {
        Execute = &Handlers.EndOfBlock,
        Offset = (ushort)offset,
        Index = (ushort)index,
        Number = ushort.MaxValue,
    };

    private struct Cached
    {
        public ulong Pc;
        public ulong Generation;
        public Block? Block;
    }
}
