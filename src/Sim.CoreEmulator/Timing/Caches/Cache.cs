using System;
using System.Collections.Generic;
using System.Globalization;
using System.Linq;
using System.Numerics;
using System.Runtime.CompilerServices;
using Sim.CoreEmulator.Timing.Configuration;
using Sim.Kernel;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>A cache: tags, lines under way, miss status holding registers, and the level behind it.</summary>
/// <remarks>
/// A line is put in when its miss is sent on, and carries the cycle at which it arrives: accesses before then wait for it (they merge). An MSHR is taken
/// until that cycle; when all are taken a miss waits for the first to be free.
/// </remarks>
internal sealed class Cache : IMemoryLevel
{
    private const int MostPrefetches = 16;
    private const byte Dirty = 1;
    private const byte Prefetched = 2;
    private const byte Owned = 4;
    private readonly ulong[] _tags;
    private readonly long[] _arrivals;
    private readonly byte[] _flags;
    private readonly ServedBy[] _from;
    private readonly long[] _mshrs;
    private readonly ulong[] _wanted = new ulong[MostPrefetches];
    private readonly IPrefetcher[] _prefetchers;
    private readonly IReplacementPolicy _policy;
    private readonly SlotRing _ports;
    private readonly IMemoryLevel _next;
    private readonly string[] _counted;
    private readonly ServedBy _level;
    private readonly CacheConfiguration _configuration;
    private readonly int _ways;
    private readonly int _latency;
    private readonly int _lineBits;
    private readonly ulong _setMask;
    private long _accesses;
    private long _misses;
    private long _merges;
    private long _writeBacks;
    private long _prefetches;
    private long _useful;

    /// <summary>Builds one.</summary>
    /// <param name="name">What its counts are called: <c>l1d</c>.</param>
    /// <param name="level">Whom its hits are served by.</param>
    /// <param name="configuration">What it is like.</param>
    /// <param name="next">What lies behind it.</param>
    /// <param name="parts">Where its parts are found.</param>
    /// <exception cref="InputException">A part is unknown, or the shape makes no sense.</exception>
    public Cache(string name, ServedBy level, CacheConfiguration configuration, IMemoryLevel next, PluginRegistry parts)
    {
        _counted = [name + "_accesses", name + "_misses", name + "_merges", name + "_writebacks", name + "_prefetches", name + "_useful_prefetches"];
        _level = level;
        _configuration = configuration;
        _next = next;
        _ways = configuration.Ways;
        _latency = configuration.Latency;
        _lineBits = BitOperations.Log2((uint)configuration.Line);
        long sets = configuration.Size.Count / configuration.Line / _ways;
        if (sets < 1 || !BitOperations.IsPow2(sets) || !BitOperations.IsPow2(configuration.Line) || sets * _ways * configuration.Line != configuration.Size.Count)
        {
            throw new InputException(string.Create(
                CultureInfo.InvariantCulture, $"{name}: {configuration.Size.Count} bytes in {_ways} ways of {configuration.Line} bytes make no power of 2 of sets"));
        }

        _setMask = (ulong)sets - 1;
        _tags = new ulong[sets * _ways];
        _arrivals = new long[sets * _ways];
        _flags = new byte[sets * _ways];
        _from = new ServedBy[sets * _ways];
        _mshrs = new long[configuration.Mshrs];
        _ports = new SlotRing(configuration.Ports);
        List<InputError> faults = [];
        object? policy = configuration.Replacement.Make(parts, "cache-replacement", faults);
        object?[] prefetchers = [.. configuration.Prefetchers.Select(prefetcher => prefetcher.Make(parts, "prefetchers", faults))];
        if (faults.Count > 0)
        {
            throw new InputException(faults);
        }

        _policy = (IReplacementPolicy)policy!;
        _policy.Start((int)sets, _ways);
        _prefetchers = [.. prefetchers.Cast<IPrefetcher>()];
    }

    /// <summary>Told of lines that leave, so that levels above can drop them too; null where nobody cares.</summary>
    public Func<ulong, int, bool>? Leaving { get; set; }

    /// <summary>Reads and writes that did not find their line.</summary>
    public long Misses => _misses;

    /// <summary>Bytes of a line.</summary>
    public int Line => _configuration.Line;

    /// <summary>Whether it hands writes on and keeps none.</summary>
    public bool WritesThrough => _configuration.WriteThrough;

    /// <inheritdoc/>
    public CacheAnswer Read(ulong address, ulong pc, long cycle, bool isPrefetch)
    {
        long start = _ports.Take(cycle);
        int place = Find(address);
        if (_configuration.Inclusion == Inclusion.Exclusive && place >= 0)
        {
            return GiveUp(place, start);
        }

        CacheAnswer answer = place >= 0 ? Hit(place, start) : Miss(address, pc, start, isPrefetch, _configuration.Inclusion != Inclusion.Exclusive);
        if (_prefetchers.Length > 0 && !isPrefetch)
        {
            Prefetch(address, pc, start, place >= 0);
        }

        return answer;
    }

    /// <summary>Writes a part of a line: it is brought in and dirty, or handed on where the cache writes through.</summary>
    public CacheAnswer Modify(ulong address, ulong pc, long cycle)
    {
        if (_configuration.WriteThrough)
        {
            return HandOn(address, cycle);
        }

        long start = _ports.Take(cycle);
        int place = Find(address);
        CacheAnswer answer = place >= 0 ? Hit(place, start) : Miss(address, pc, start, isPrefetch: false, keeps: true);
        if (_prefetchers.Length > 0)
        {
            Prefetch(address, pc, start, place >= 0);
        }

        place = place >= 0 ? place : Find(address);
        _flags[place] |= Dirty | Owned;
        return answer;
    }

    /// <inheritdoc/>
    public void Write(ulong address, long cycle, bool isDirty)
    {
        if (!isDirty && _configuration.Inclusion != Inclusion.Exclusive)
        {
            return;
        }

        long start = _ports.Take(cycle);
        int place = Find(address);
        if (place >= 0)
        {
            _flags[place] |= isDirty ? Dirty : (byte)0;
        }
        else if (_configuration.WriteThrough)
        {
            _next.Write(address, start + _latency, isDirty);
        }
        else
        {
            // A whole line: nothing need be read.
            Install(address, start, start, _level, isPrefetch: false);
            _flags[Find(address)] |= isDirty ? Dirty : (byte)0;
        }
    }

    /// <summary>Whether it has a line; <see cref="Owns"/> whether it may write it.</summary>
    public bool Has(ulong address) => Find(address) >= 0;

    /// <summary>Whether it has a line that it may write without asking other cores.</summary>
    public bool Owns(ulong address) => Find(address) is int place and >= 0 && (_flags[place] & Owned) != 0;

    /// <summary>It may write a line from now on, or no longer.</summary>
    public void Own(ulong address, bool owns)
    {
        if (Find(address) is int place and >= 0)
        {
            _flags[place] = (byte)(owns ? _flags[place] | Owned : _flags[place] & ~(Owned | Dirty));
        }
    }

    /// <summary>Drops a line.</summary>
    /// <returns>Whether it was dirty.</returns>
    public bool Drop(ulong address)
    {
        if (Find(address) is not (int place and >= 0))
        {
            return false;
        }

        _tags[place] = 0;
        return (_flags[place] & Dirty) != 0;
    }

    /// <summary>Marks a line clean.</summary>
    /// <returns>Whether it was dirty.</returns>
    public bool Clean(ulong address)
    {
        if (Find(address) is not (int place and >= 0))
        {
            return false;
        }

        bool wasDirty = (_flags[place] & Dirty) != 0;
        _flags[place] &= unchecked((byte)~Dirty);
        return wasDirty;
    }

    /// <summary>Empties it, without writing anything back.</summary>
    public void DropAll()
    {
        Array.Clear(_tags);
        foreach (IPrefetcher prefetcher in _prefetchers)
        {
            prefetcher.Forget();
        }
    }

    /// <summary>Lines under way are there: see <see cref="CachePort.Settle"/>.</summary>
    public void Settle()
    {
        Array.Clear(_arrivals);
        Array.Clear(_mshrs);
        _ports.Clear();
    }

    /// <summary>Adds its counts.</summary>
    public void Count(CounterList counters)
    {
        counters.Add(_counted[0], _accesses);
        counters.Add(_counted[1], _misses);
        counters.Add(_counted[2], _merges);
        counters.Add(_counted[3], _writeBacks);
        counters.Add(_counted[4], _prefetches);
        counters.Add(_counted[5], _useful);
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private int Find(ulong address)
    {
        // Tags are one more than line numbers: 0 is nothing.
        ulong tag = (address >> _lineBits) + 1;
        int first = (int)((tag - 1) & _setMask) * _ways;
        for (int place = first; place < first + _ways; place++)
        {
            if (_tags[place] == tag)
            {
                return place;
            }
        }

        return -1;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private CacheAnswer Hit(int place, long start)
    {
        _accesses++;
        _policy.Touched(place / _ways, place % _ways);
        if ((_flags[place] & Prefetched) != 0)
        {
            _flags[place] &= unchecked((byte)~Prefetched);
            _useful++;
        }

        long ready = start + _latency;
        if (_arrivals[place] <= ready)
        {
            return new CacheAnswer(ready, _level);
        }

        _merges++;
        return new CacheAnswer(_arrivals[place], _from[place]);
    }

    private CacheAnswer Miss(ulong address, ulong pc, long start, bool isPrefetch, bool keeps)
    {
        _accesses++;
        _misses++;
        int mshr = FirstFree();
        long asked = Math.Max(start + _latency, _mshrs[mshr]);
        CacheAnswer answer = _next.Read(address, pc, asked, isPrefetch);
        _mshrs[mshr] = answer.Ready;
        if (keeps)
        {
            Install(address, asked, answer.Ready, answer.By, isPrefetch: false);
        }

        return answer;
    }

    private CacheAnswer GiveUp(int place, long start)
    {
        // Exclusive: the line moves up, dirty or not; what was written is written back from there.
        CacheAnswer answer = Hit(place, start);
        if ((_flags[place] & Dirty) != 0)
        {
            _writeBacks++;
            _next.Write((_tags[place] - 1) << _lineBits, answer.Ready, isDirty: true);
        }

        _tags[place] = 0;
        return answer;
    }

    private CacheAnswer HandOn(ulong address, long cycle)
    {
        long start = _ports.Take(cycle);
        _accesses++;
        if (Find(address) is int place and >= 0)
        {
            _policy.Touched(place / _ways, place % _ways);
        }

        _next.Write(address, start + 1, isDirty: true);
        return new CacheAnswer(start + 1, _level);
    }

    private int FirstFree()
    {
        int first = 0;
        for (int n = 1; n < _mshrs.Length; n++)
        {
            first = _mshrs[n] < _mshrs[first] ? n : first;
        }

        return first;
    }

    // Whoever gives way leaves when the miss is sent, as into a write-back buffer: written at the arrival it would hold up the reads that are sent before then.
    private void Install(ulong address, long sent, long arrival, ServedBy by, bool isPrefetch)
    {
        ulong tag = (address >> _lineBits) + 1;
        int set = (int)((tag - 1) & _setMask);
        int first = set * _ways;
        int place = Array.IndexOf(_tags, 0UL, first, _ways);
        if (place < 0)
        {
            place = first + _policy.Victim(set);
            Evict(place, sent);
        }

        _tags[place] = tag;
        _arrivals[place] = arrival;
        _from[place] = by;
        _flags[place] = isPrefetch ? Prefetched : (byte)0;
        _policy.Filled(set, place - first, isPrefetch);
    }

    private void Evict(int place, long cycle)
    {
        ulong address = (_tags[place] - 1) << _lineBits;
        bool isDirty = (_flags[place] & Dirty) != 0;
        isDirty |= Leaving?.Invoke(address, _configuration.Line) == true;
        _writeBacks += isDirty ? 1 : 0;
        _next.Write(address, cycle, isDirty);
    }

    // Only where an MSHR is free, so that nobody who waits is kept longer.
    private void Prefetch(ulong address, ulong pc, long start, bool isHit)
    {
        foreach (IPrefetcher prefetcher in _prefetchers)
        {
            int count = prefetcher.Observe(address, pc, isHit, _configuration.Line, _wanted);
            for (int n = 0; n < count; n++)
            {
                ulong wanted = _wanted[n];
                int mshr = FirstFree();
                if (((wanted ^ address) >> 12) != 0 || Find(wanted) >= 0 || _mshrs[mshr] > start + _latency)
                {
                    continue;
                }

                _prefetches++;
                CacheAnswer answer = _next.Read(wanted, pc, start + _latency, isPrefetch: true);
                _mshrs[mshr] = answer.Ready;
                Install(wanted, start + _latency, answer.Ready, answer.By, isPrefetch: true);
            }
        }
    }
}
