using Sim.CoreEmulator.Timing.Configuration;
using Sim.Kernel.Plugins;

namespace Sim.CoreEmulator.Timing.Caches;

/// <summary>The caches of a core, kept coherent with those of the others.</summary>
/// <remarks>
/// A line is invalid, shared, or owned (exclusive, or modified when it is dirty too): MESI. Other cores' caches are asked on a miss, and on a write to a line
/// that is not owned; what that takes is <c>remote</c>. A single core asks nobody.
/// </remarks>
internal sealed class CoreCaches : CachePort, IMemoryLevel
{
    private readonly MemorySystem _system;
    private readonly Cache _instructions;
    private readonly Cache _data;
    private readonly Cache? _second;
    private readonly int _number;
    private readonly int _remote;
    private readonly long _device;
    private readonly bool _walksSecond;
    private long _invalidations;
    private long _upgrades;
    private long _transfers;
    private long _lastMisses;

    /// <summary>Builds them.</summary>
    public CoreCaches(CoreConfiguration configuration, int number, MemorySystem system, PluginRegistry parts)
    {
        MemoryConfiguration memory = configuration.Memory;
        _system = system;
        _number = number;
        _remote = memory.Remote;
        _device = CoreTime.Cycles(configuration.System.Device, configuration.Frequency);
        _second = memory.L2 is null ? null : new Cache("l2", ServedBy.L2, memory.L2, this, parts);
        _instructions = new Cache("l1i", ServedBy.L1, memory.L1I, (IMemoryLevel?)_second ?? this, parts);
        _data = new Cache("l1d", ServedBy.L1, memory.L1D, (IMemoryLevel?)_second ?? this, parts);
        _walksSecond = memory.WalkLevel == WalkLevel.L2 && _second is not null;
        if (_second is not null && memory.L2!.Inclusion == Inclusion.Inclusive)
        {
            _second.Leaving = DropFirst;
        }
    }

    /// <inheritdoc/>
    public override CacheAnswer Fetch(ulong physical, long cycle) => _instructions.Read(physical, 0, cycle, isPrefetch: false);

    /// <inheritdoc/>
    public override CacheAnswer Load(ulong physical, ulong pc, long cycle) => _data.Read(physical, pc, cycle, isPrefetch: false);

    /// <inheritdoc/>
    public override CacheAnswer Store(ulong physical, ulong pc, long cycle)
    {
        if (_system.Cores.Count == 1)
        {
            return _data.Modify(physical, pc, cycle);
        }

        bool had = Acquire(physical);
        CacheAnswer answer = _data.Modify(physical, pc, cycle);
        return had ? new CacheAnswer(answer.Ready + _remote, ServedBy.Remote) : answer;
    }

    /// <inheritdoc/>
    public override CacheAnswer Walk(ulong physical, long cycle) =>
        _walksSecond ? _second!.Read(physical, 0, cycle, isPrefetch: false) : _data.Read(physical, 0, cycle, isPrefetch: false);

    /// <inheritdoc/>
    public override CacheAnswer Device(ulong physical, long cycle) => new(cycle + _device, ServedBy.Device);

    /// <inheritdoc/>
    public override CacheAnswer Clean(ulong physical, bool keeps, long cycle)
    {
        bool dirty = keeps ? _data.Clean(physical) : _data.Drop(physical);
        if (_second is not null)
        {
            dirty |= keeps ? _second.Clean(physical) : _second.Drop(physical);
        }

        if (_system.Llc is { } llc)
        {
            dirty |= keeps ? llc.Clean(physical) : llc.Drop(physical);
        }

        if (dirty)
        {
            _system.Memory.Write(physical, cycle, isDirty: true);
        }

        return new CacheAnswer(cycle + 1, ServedBy.L1);
    }

    /// <inheritdoc/>
    public override void DropInstructions() => _instructions.DropAll();

    /// <inheritdoc/>
    public override void DropAll() => _system.DropAll();

    /// <inheritdoc/>
    public override void Settle()
    {
        _instructions.Settle();
        _data.Settle();
        _second?.Settle();
        _system.Llc?.Settle();
        _system.Memory.Settle();
    }

    /// <inheritdoc/>
    public override void Count(CounterList counters)
    {
        _instructions.Count(counters);
        _data.Count(counters);
        _second?.Count(counters);
        counters.Add("invalidations", _invalidations);
        counters.Add("upgrades", _upgrades);
        counters.Add("transfers", _transfers);
        if (_system.Llc is not null)
        {
            counters.Add("own_llc_misses", _lastMisses);
        }

        if (_number == 0)
        {
            _system.Llc?.Count(counters);
            _system.Memory.Count(counters);
        }
    }

    /// <summary>Empties this core's own caches.</summary>
    public void DropOwn()
    {
        _instructions.DropAll();
        _data.DropAll();
        _second?.DropAll();
    }

    /// <summary>Drops all of a line of a level below.</summary>
    /// <returns>Whether any of it was dirty.</returns>
    public bool Drop(ulong address, int line)
    {
        bool dirty = DropFirst(address, line);
        for (int offset = 0; _second is not null && offset < line; offset += _second.Line)
        {
            dirty |= _second.Drop(address + (ulong)offset);
        }

        return dirty;
    }

    /// <inheritdoc/>
    CacheAnswer IMemoryLevel.Read(ulong address, ulong pc, long cycle, bool isPrefetch)
    {
        if (_system.Cores.Count > 1 && Share(address, cycle))
        {
            return new CacheAnswer(cycle + _remote, ServedBy.Remote);
        }

        if (_system.Llc is not { } llc)
        {
            return _system.Shared.Read(address, pc, cycle, isPrefetch);
        }

        long before = llc.Misses;
        CacheAnswer answer = llc.Read(address, pc, cycle, isPrefetch);
        _lastMisses += llc.Misses - before;
        return answer;
    }

    /// <inheritdoc/>
    void IMemoryLevel.Write(ulong address, long cycle, bool isDirty) => _system.Shared.Write(address, cycle, isDirty);

    // For writing: nobody else may have it. True where that took asking.
    private bool Acquire(ulong address)
    {
        if (_data.Owns(address))
        {
            return false;
        }

        bool had = false;
        foreach (CoreCaches other in _system.Cores)
        {
            if (other != this && other.Holds(address))
            {
                _invalidations++;
                had = true;
                if (other.DropData(address))
                {
                    _transfers++;
                    _system.Shared.Write(address, 0, isDirty: true);
                }
            }
        }

        _upgrades += _data.Has(address) && had ? 1 : 0;
        return had;
    }

    // For reading: who owns it shares it from now on, and hands it over where it was written.
    private bool Share(ulong address, long cycle)
    {
        bool handed = false;
        foreach (CoreCaches other in _system.Cores)
        {
            if (other == this || !other.Holds(address))
            {
                continue;
            }

            bool dirty = other._data.Clean(address);
            dirty |= other._second?.Clean(address) == true;
            other._data.Own(address, owns: false);
            if (dirty)
            {
                _transfers++;
                handed = true;
                _system.Shared.Write(address, cycle, isDirty: true);
            }
        }

        return handed;
    }

    private bool Holds(ulong address) => _data.Has(address) || _second?.Has(address) == true;

    private bool DropData(ulong address)
    {
        bool dirty = _data.Drop(address);
        dirty |= _second?.Drop(address) == true;
        return dirty;
    }

    private bool DropFirst(ulong address, int line)
    {
        bool dirty = false;
        for (int offset = 0; offset < line; offset += _data.Line)
        {
            dirty |= _data.Drop(address + (ulong)offset);
        }

        for (int offset = 0; offset < line; offset += _instructions.Line)
        {
            _instructions.Drop(address + (ulong)offset);
        }

        return dirty;
    }
}
