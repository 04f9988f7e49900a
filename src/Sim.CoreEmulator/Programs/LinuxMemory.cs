using System;
using System.Collections.Generic;
using System.Linq;
using Sim.CoreEmulator.Memory;

namespace Sim.CoreEmulator.Programs;

/// <summary>
/// The address space of a Linux process: its image with the heap behind it, room for mappings, and the stack, with nothing between
/// them. Protection within them is not enforced: what was mapped once stays readable and writable.
/// </summary>
internal sealed class LinuxMemory
{
    /// <summary>Bytes of a page.</summary>
    public const ulong Page = 4096;

    /// <summary>An image ends below, which leaves room for its heap.</summary>
    public const ulong HighestImage = 0x20_0000_0000;

    private const ulong MappingsStart = 0x40_0000_0000;
    private const ulong StackSize = 8UL << 20;
    private readonly Bus _bus;
    private readonly ulong _heapStart;
    private readonly ulong _heapEnd;
    private readonly SortedList<ulong, ulong> _free = [];
    private readonly ulong _mappingsSize;

    /// <summary>Lays out memory around a program and brings it in.</summary>
    /// <param name="bus">Gets the memory.</param>
    /// <param name="program">The program, where it lies.</param>
    /// <param name="size">Bytes that it may use, stack aside.</param>
    public LinuxMemory(Bus bus, ElfFile program, ulong size)
    {
        _bus = bus;
        ulong start = program.Lowest & ~(Page - 1);
        _heapStart = RoundUp(program.Segments.Max(segment => segment.Virtual + segment.Size));
        _heapEnd = _heapStart + RoundUp(size / 2);
        _mappingsSize = RoundUp(size / 2);
        Break = _heapStart;
        bus.Add(new Ram(start, _heapEnd - start));
        bus.Add(new Ram(MappingsStart, _mappingsSize));
        bus.Add(new Ram(StackTop - StackSize, StackSize));
        _free.Add(MappingsStart, _mappingsSize);
        foreach (ElfSegment segment in program.Segments)
        {
            bus.TryWrite(segment.Virtual, segment.Bytes.Span);
        }
    }

    /// <summary>Where the stack ends.</summary>
    public static ulong StackTop => 0x7F_FFFF_F000;

    /// <summary>The end of the heap.</summary>
    public ulong Break { get; private set; }

    /// <summary>The free stretches of the room for mappings, by address.</summary>
    public IEnumerable<(ulong Start, ulong Size)> Free => _free.Select(range => (range.Key, range.Value));

    /// <summary>brk: moves the end of the heap where that is possible, and tells where it is.</summary>
    public ulong SetBreak(ulong wanted)
    {
        if (wanted >= _heapStart && wanted <= _heapEnd)
        {
            if (wanted < Break)
            {
                Clear(wanted, Break - wanted);
            }

            Break = wanted;
        }

        return Break;
    }

    /// <summary>mmap without a file: zeroed pages; 0 where there is no room.</summary>
    public ulong Map(ulong size)
    {
        size = RoundUp(size);
        foreach ((ulong start, ulong free) in _free)
        {
            if (free < size)
            {
                continue;
            }

            _free.Remove(start);
            if (free > size)
            {
                _free.Add(start + size, free - size);
            }

            return start;
        }

        return 0;
    }

    /// <summary>mmap at a fixed address: zeroed pages, when they lie in memory.</summary>
    public bool MapAt(ulong start, ulong size)
    {
        size = RoundUp(size);
        if (_bus.RamAt(start, size) is null)
        {
            return false;
        }

        if (IsMapping(start, size))
        {
            Take(start, size);
        }

        Clear(start, size);
        return true;
    }

    /// <summary>munmap: the pages may be mapped again, and are zero then.</summary>
    public bool Unmap(ulong start, ulong size)
    {
        size = RoundUp(size);
        if ((start & (Page - 1)) != 0 || size == 0)
        {
            return false;
        }

        if (IsMapping(start, size))
        {
            Take(start, size);
            Clear(start, size);
            Give(start, size);
        }

        return true;
    }

    /// <summary>Up to a whole page.</summary>
    public static ulong RoundUp(ulong size) => (size + Page - 1) & ~(Page - 1);

    /// <summary>Puts the layout back as a checkpoint had it.</summary>
    public void Restore(ulong end, IEnumerable<(ulong Start, ulong Size)> free)
    {
        Break = end;
        _free.Clear();
        foreach ((ulong start, ulong size) in free)
        {
            _free.TryAdd(start, size);
        }
    }

    private bool IsMapping(ulong start, ulong size) => start >= MappingsStart && size <= _mappingsSize && start - MappingsStart <= _mappingsSize - size;

    // Removes a stretch from what is free, wherever it is.
    private void Take(ulong start, ulong size)
    {
        ulong end = start + size;
        foreach ((ulong from, ulong length) in _free.ToArray())
        {
            ulong to = from + length;
            if (to <= start || from >= end)
            {
                continue;
            }

            _free.Remove(from);
            if (from < start)
            {
                _free.Add(from, start - from);
            }

            if (to > end)
            {
                _free.Add(end, to - end);
            }
        }
    }

    private void Give(ulong start, ulong size)
    {
        foreach ((ulong from, ulong length) in _free.ToArray())
        {
            if (from + length == start || start + size == from)
            {
                _free.Remove(from);
                (start, size) = (Math.Min(start, from), size + length);
            }
        }

        _free.Add(start, size);
    }

    private void Clear(ulong start, ulong size)
    {
        byte[] zeros = new byte[Page];
        byte[] now = new byte[Page];
        for (ulong at = start; at < start + size;)
        {
            int part = (int)Math.Min(Page - (at & (Page - 1)), start + size - at);
            if (_bus.TryRead(at, now.AsSpan(0, part)) && now.AsSpan(0, part).ContainsAnyExcept((byte)0))
            {
                _bus.TryWrite(at, zeros.AsSpan(0, part));
            }

            at += (ulong)part;
        }
    }
}
