using System;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;

namespace Sim.CoreEmulator.Timing.Translation;

/// <summary>The hardware walker: of the entries that a walk needs it reads those that its caches do not know, one after the other.</summary>
internal sealed class TableWalker(TranslationConfiguration configuration, CachePort port) : ICounted
{
    private const int PageBits = 12;
    private const int IndexBits = 9;
    private const int ItselfLevel = -1;
    private const int Levels = 4;
    private readonly WalkCache _first = new(configuration.WalkCache);
    private readonly WalkCache _second = new(configuration.GuestWalkCache);
    private readonly WalkCache _nested = new(configuration.NestedTlb);
    private readonly long[] _free = new long[configuration.Walkers];
    private readonly int _step = configuration.Step;
    private long _walks;
    private long _references;
    private long _guestReferences;
    private long _finalCycles;
    private long _cycles;
    private long _cacheHits;
    private long _nestedHits;

    /// <summary>Walks, when a walker is free.</summary>
    /// <param name="path">All that a walker without caches would read.</param>
    /// <param name="space">Whose tables: see <see cref="SpaceTag"/>.</param>
    /// <param name="cycle">When it is asked for.</param>
    /// <returns>When the translation is known.</returns>
    public long Walk(WalkPath path, ulong space, long cycle)
    {
        int walker = 0;
        for (int i = 1; i < _free.Length; i++)
        {
            walker = _free[i] < _free[walker] ? i : walker;
        }

        long start = Math.Max(cycle, _free[walker]);
        long end = Steps(path, space, start);
        _free[walker] = end;
        _walks++;
        _cycles += end - start;
        return end;
    }

    /// <summary>Drops what a fence of the first stage is about. One that names an address is about leaves alone, which are not kept here.</summary>
    public void DropFirst(in FenceScope scope)
    {
        if (scope.Address is null)
        {
            _first.Drop(in scope);
        }
    }

    /// <summary>Drops what a fence of the second stage is about.</summary>
    public void DropSecond(in FenceScope scope)
    {
        if (scope.Address is not ulong address)
        {
            _second.Drop(in scope);
            _nested.Drop(in scope);
            return;
        }

        for (int level = 0; level < Levels; level++)
        {
            _nested.Drop(in scope, Prefix(address, level), level);
        }
    }

    /// <summary>Drops all.</summary>
    public void Drop()
    {
        _first.Drop();
        _second.Drop();
        _nested.Drop();
    }

    /// <summary>All walkers are free.</summary>
    public void Settle() => Array.Clear(_free);

    /// <inheritdoc/>
    public void Count(CounterList counters)
    {
        counters.Add("walks", _walks);
        counters.Add("walk_references", _references);
        counters.Add("walk_guest_references", _guestReferences);
        counters.Add("walk_final_host_cycles", _finalCycles);
        counters.Add("walk_cycles", _cycles);
        counters.Add("walk_cache_hits", _cacheHits);
        counters.Add("nested_tlb_hits", _nestedHits);
    }

    private static ulong Prefix(ulong address, int level) => address >> (PageBits + (level * IndexBits));

    private static int LastOfFirstStage(ReadOnlySpan<WalkStep> steps)
    {
        int last = steps.Length - 1;
        while (last >= 0 && steps[last].IsGuestStage)
        {
            last--;
        }

        return last;
    }

    private long Steps(WalkPath path, ulong space, long cycle)
    {
        ReadOnlySpan<WalkStep> steps = path.Steps;
        int leaf = LastOfFirstStage(steps);
        int at = Known(steps, leaf, space);
        while (at < steps.Length)
        {
            if (steps[at].IsGuestStage)
            {
                int end = at + 1;
                while (end < steps.Length && steps[end].IsGuestStage && steps[end].For == steps[at].For)
                {
                    end++;
                }

                cycle = SecondStage(steps[at..end], space & SpaceTag.SecondStage, path.Faults && end == steps.Length, cycle);
                at = end;
                continue;
            }

            ref readonly WalkStep step = ref steps[at];
            cycle = Read(in step, cycle);
            if (at < leaf)
            {
                _first.Keep(Prefix(step.Input, step.Level), step.Level, space);
            }

            at++;
        }

        return cycle;
    }

    // The step behind the deepest entry of the first stage that is known.
    private int Known(ReadOnlySpan<WalkStep> steps, int leaf, ulong space)
    {
        for (int at = leaf - 1; at >= 0; at--)
        {
            ref readonly WalkStep step = ref steps[at];
            if (!step.IsGuestStage && _first.Find(Prefix(step.Input, step.Level), step.Level, space))
            {
                _cacheHits++;
                return at + 1;
            }
        }

        return 0;
    }

    // The walk of one guest physical address: of a guest's page table, or of the access itself.
    private long SecondStage(ReadOnlySpan<WalkStep> steps, ulong space, bool faults, long cycle)
    {
        ref readonly WalkStep leaf = ref steps[^1];
        ulong page = Prefix(leaf.Input, leaf.Level);
        if (!faults && _nested.Find(page, leaf.Level, space))
        {
            _nestedHits++;
            return cycle;
        }

        int at = steps.Length - 1;
        while (at > 0 && !_second.Find(Prefix(leaf.Input, steps[at - 1].Level), steps[at - 1].Level, space))
        {
            at--;
        }

        _cacheHits += at > 0 ? 1 : 0;
        long start = cycle;
        for (; at < steps.Length; at++)
        {
            ref readonly WalkStep step = ref steps[at];
            cycle = Read(in step, cycle);
            _guestReferences++;
            if (at < steps.Length - 1)
            {
                _second.Keep(Prefix(step.Input, step.Level), step.Level, space);
            }
        }

        if (!faults)
        {
            _nested.Keep(page, leaf.Level, space);
        }

        _finalCycles += leaf.For == ItselfLevel ? cycle - start : 0;
        return cycle;
    }

    private long Read(in WalkStep step, long cycle)
    {
        _references++;
        return port.Walk(step.Physical, cycle).Ready + _step;
    }
}
