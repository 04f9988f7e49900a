using System;
using System.Numerics;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Predictors;

/// <summary>Tagged tables over geometrically growing histories; the longest that has the branch foresees it.</summary>
/// <remarks>
/// Seznec and Michaud, JILP 8, 2006, with the choice between a fresh entry and its alternate and the ageing of Seznec, MICRO 2011; the loop predictor of L-TAGE.
/// Each misprediction takes one entry of a longer history, which of them is drawn by a shift register, so that runs repeat.
/// </remarks>
[Plugin("tage", "Tagged tables over geometric histories, and a loop predictor.", Source = "Seznec and Michaud, JILP 8, 2006; Seznec, MICRO 2011")]
public sealed class Tage : IBranchPredictor
{
    private const int BaseBits = 2;
    private const int UseAlternateLimit = 7;
    private const int TickLimit = 1023;
    private const ushort NoTag = ushort.MaxValue;
    private const int ControlBits = 4 + 10 + 16;

    // Galois polynomial of a 16-bit register of full period.
    private const uint Taps = 0xB400;
    private const uint Seed = 0xACE1;

    private readonly int _tables;
    private readonly int[] _offsets;
    private readonly Entry[] _entries;
    private readonly FoldedHistories _history;
    private readonly CounterTable _base;
    private readonly LoopTable? _loop;
    private readonly sbyte _most;
    private readonly byte _mostUseful;
    private readonly int _period;
    private int _provider;
    private int _alternate;
    private bool _provided;
    private bool _alternated;
    private bool _tagePrediction;
    private bool _isFresh;
    private int _useAlternate;
    private int _tick;
    private int _age;
    private bool _clearsLower;
    private uint _random = Seed;

    /// <summary>Builds one.</summary>
    public Tage(TageOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        TageShape shape = new(options);
        _tables = shape.Lengths.Length;
        _offsets = new int[_tables];
        int entries = 0;
        long bits = 0;
        for (int table = 0; table < _tables; table++)
        {
            _offsets[table] = entries;
            entries += 1 << shape.IndexBits[table];
            bits += (long)(options.CounterBits + options.UsefulBits + shape.TagBits[table]) << shape.IndexBits[table];
        }

        _entries = new Entry[entries];
        _history = new FoldedHistories(shape.Lengths, shape.IndexBits, shape.TagBits);
        _base = new CounterTable(options.Base, BaseBits);
        _loop = options.Loop ? new LoopTable(options.Loops) : null;
        _most = (sbyte)((1 << (options.CounterBits - 1)) - 1);
        _mostUseful = (byte)((1 << options.UsefulBits) - 1);
        _period = options.UsefulPeriod;
        StorageBits = bits + _base.StorageBits + (_loop?.StorageBits ?? 0) + _history.Longest + ControlBits;
        Forget();
    }

    /// <inheritdoc/>
    public long StorageBits { get; }

    /// <inheritdoc/>
    public bool Predict(ulong pc, bool isBackward)
    {
        _history.Look(pc);
        Find();
        bool simple = _base[(uint)(pc >> 1)];
        _alternated = _alternate >= 0 ? _entries[_alternate].Counter >= 0 : simple;
        if (_provider < 0)
        {
            _provided = _tagePrediction = _alternated;
            _isFresh = false;
        }
        else
        {
            ref Entry provider = ref _entries[At(_provider)];
            _provided = provider.Counter >= 0;
            _isFresh = provider.Counter is 0 or -1 && provider.Useful == 0;
            _tagePrediction = _isFresh && _useAlternate >= 0 ? _alternated : _provided;
        }

        if (_loop is null)
        {
            return _tagePrediction;
        }

        _loop.Look(pc);
        return _loop.IsSure && _loop.IsTrusted ? _loop.Taken : _tagePrediction;
    }

    /// <inheritdoc/>
    public void Learn(ulong pc, bool taken)
    {
        _loop?.Learn(pc, taken, _tagePrediction);
        bool allocates = _tagePrediction != taken && _provider < _tables - 1;
        if (_isFresh)
        {
            // An entry that was right, though it was not listened to, needs no longer one.
            allocates &= _provided != taken;
            if (_provided != _alternated)
            {
                _useAlternate = Math.Clamp(_useAlternate + (_alternated == taken ? 1 : -1), -UseAlternateLimit - 1, UseAlternateLimit);
            }
        }

        if (allocates)
        {
            Allocate(taken);
        }

        LearnCounters(pc, taken);
        if (_period > 0 && ++_age == _period)
        {
            Age();
        }

        _history.Push(pc, taken);
    }

    /// <inheritdoc/>
    public void Passed(ulong pc, ulong target) => _history.Push(pc, (((target >> 2) ^ (target >> 5) ^ (pc >> 2)) & 1) != 0);

    /// <inheritdoc/>
    public void Forget()
    {
        Array.Fill(_entries, new Entry { Tag = NoTag });
        _history.Forget();
        _base.Forget();
        _loop?.Forget();
        _useAlternate = 0;
        _tick = 0;
        _age = 0;
        _clearsLower = false;
        _random = Seed;
        _provider = -1;
        _alternate = -1;
    }

    private int At(int table) => _offsets[table] + _history.Indices[table];

    // The table of the longest history that has the branch; the entry of the next longest.
    private void Find()
    {
        int[] indices = _history.Indices;
        int[] tags = _history.Tags;
        uint hits = 0;
        for (int table = 0; table < _offsets.Length; table++)
        {
            uint isHit = _entries[_offsets[table] + indices[table]].Tag == tags[table] ? 1U : 0;
            hits |= isHit << table;
        }

        _provider = 31 - BitOperations.LeadingZeroCount(hits);
        _alternate = -1;
        if (hits != 0)
        {
            hits ^= 1U << _provider;
            _alternate = hits == 0 ? -1 : At(31 - BitOperations.LeadingZeroCount(hits));
        }
    }

    private void LearnCounters(ulong pc, bool taken)
    {
        if (_provider < 0)
        {
            _base.Learn((uint)(pc >> 1), taken);
            return;
        }

        ref Entry provider = ref _entries[At(_provider)];
        Move(ref provider, taken);
        if (provider.Useful == 0)
        {
            // What may soon be overwritten leaves a good alternate behind.
            if (_alternate >= 0)
            {
                Move(ref _entries[_alternate], taken);
            }
            else
            {
                _base.Learn((uint)(pc >> 1), taken);
            }
        }

        if (_provided != _alternated)
        {
            if (_provided == taken)
            {
                provider.Useful += provider.Useful < _mostUseful ? (byte)1 : (byte)0;
            }
            else
            {
                provider.Useful -= provider.Useful > 0 ? (byte)1 : (byte)0;
            }
        }
    }

    private void Move(ref Entry entry, bool taken)
    {
        if (taken)
        {
            entry.Counter += entry.Counter < _most ? (sbyte)1 : (sbyte)0;
        }
        else
        {
            entry.Counter -= entry.Counter >= -_most ? (sbyte)1 : (sbyte)0;
        }
    }

    // One entry of a longer history: the next with 1/2, the one after it with 1/4 and so on.
    private void Allocate(bool taken)
    {
        _random = (_random >> 1) ^ ((_random & 1) * Taps);
        int first = _provider + 1;
        int skipped = Math.Min(BitOperations.TrailingZeroCount(_random | 4), _tables - 1 - first);
        int failed = 0;
        for (int table = first + skipped; table < _tables; table++)
        {
            ref Entry entry = ref _entries[At(table)];
            if (entry.Useful == 0)
            {
                entry = new Entry { Tag = (ushort)_history.Tags[table], Counter = taken ? (sbyte)0 : (sbyte)-1 };
                _tick = Math.Max(0, _tick + failed - 1);
                return;
            }

            failed++;
        }

        NoRoom(first, failed);
    }

    private void NoRoom(int first, int failed)
    {
        if (_period > 0)
        {
            for (int table = first; table < _tables; table++)
            {
                ref byte useful = ref _entries[At(table)].Useful;
                useful -= useful > 0 ? (byte)1 : (byte)0;
            }

            return;
        }

        _tick += failed;
        if (_tick >= TickLimit)
        {
            _tick = 0;
            foreach (ref Entry entry in _entries.AsSpan())
            {
                entry.Useful >>= 1;
            }
        }
    }

    private void Age()
    {
        _age = 0;
        byte kept = (byte)(_clearsLower ? _mostUseful & ~1 : _mostUseful >> 1);
        _clearsLower = !_clearsLower;
        foreach (ref Entry entry in _entries.AsSpan())
        {
            entry.Useful &= kept;
        }
    }

    private struct Entry
    {
        public ushort Tag;
        public sbyte Counter;
        public byte Useful;
    }
}
