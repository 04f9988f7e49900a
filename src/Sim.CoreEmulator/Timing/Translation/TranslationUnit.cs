using System;
using System.Runtime.CompilerServices;
using Sim.CoreEmulator.Memory;
using Sim.CoreEmulator.Timing.Caches;
using Sim.CoreEmulator.Timing.Configuration;

namespace Sim.CoreEmulator.Timing.Translation;

/// <summary>TLBs of two levels, walk caches and the hardware walker of a core.</summary>
/// <remarks>
/// A first-level hit costs nothing on top of the access. A miss asks the second level, and only when that has answered does a walk begin. A page is held from
/// the moment it is first missed, with the cycle at which it is known: a second miss on it waits for the first one's walk. Where page tables have no
/// translation, the walk up to there is timed and nothing is kept.
/// </remarks>
internal sealed class TranslationUnit : AddressTranslator, ICounted
{
    private readonly TranslationConfiguration _configuration;
    private readonly IPageTables _tables;
    private readonly FirstLevelTlb _instructions;
    private readonly FirstLevelTlb _data;
    private readonly SecondLevelTlb _second;
    private readonly TableWalker _walker;
    private readonly WalkPath _path = new();
    private readonly int _secondLatency;
    private ulong _fetchSpace;
    private ulong _dataSpace;
    private ulong _guestSpace;
    private ulong _lastFetchSpace;
    private ulong _lastDataSpace;
    private long _instructionMisses;
    private long _dataMisses;
    private long _secondMisses;

    /// <summary>Builds an empty one.</summary>
    /// <param name="configuration">Its sizes and latencies.</param>
    /// <param name="tables">The page tables in force.</param>
    /// <param name="port">What the walker reads entries through.</param>
    public TranslationUnit(TranslationConfiguration configuration, IPageTables tables, CachePort port)
    {
        _configuration = configuration;
        _tables = tables;
        _instructions = new FirstLevelTlb(configuration.Instructions);
        _data = new FirstLevelTlb(configuration.Data);
        _second = new SecondLevelTlb(configuration.Second, configuration.SecondWays);
        _walker = new TableWalker(configuration, port);
        _secondLatency = configuration.Second > 0 ? configuration.SecondLatency : 0;
        SpaceChanged();
    }

    /// <inheritdoc/>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public override Translated Translate(ulong address, AccessType access, bool asGuest, long cycle)
    {
        bool isFetch = access == AccessType.Fetch;
        ulong space = isFetch ? _fetchSpace : asGuest ? _guestSpace : _dataSpace;
        if (space == 0)
        {
            return new Translated(address, cycle);
        }

        FirstLevelTlb first = isFetch ? _instructions : _data;
        return first.IsLast(address, space, cycle, out Translated translated) || first.Find(address, space, cycle, out translated)
            ? translated
            : Miss(address, access, asGuest, space, cycle);
    }

    /// <inheritdoc/>
    public override void Fence(TranslationFence instruction, ulong? address, ulong? space)
    {
        ulong? guest = _guestSpace == 0 ? null : SpaceTag.Vmid(_guestSpace);
        switch (instruction)
        {
            case TranslationFence.Host:
                DropFirstStage(new FenceScope(IsGuest: false, space, Vmid: null, address));
                break;
            case TranslationFence.GuestVirtual:
                DropFirstStage(new FenceScope(IsGuest: true, space, guest, address));
                break;
            default:
                // TLBs hold whole translations, without the guest physical address between: all of the guest's go.
                DropPages(new FenceScope(IsGuest: true, Asid: null, space, Address: null));
                _walker.DropSecond(new FenceScope(IsGuest: true, Asid: null, space, address));
                break;
        }
    }

    /// <inheritdoc/>
    public override void SpaceChanged()
    {
        _fetchSpace = _tables.Space(AccessType.Fetch, asGuest: false);
        _dataSpace = _tables.Space(AccessType.Load, asGuest: false);
        _guestSpace = _tables.Space(AccessType.Load, asGuest: true);
        bool isAnother = (_fetchSpace != 0 && _fetchSpace != _lastFetchSpace) || (_dataSpace != 0 && _dataSpace != _lastDataSpace);
        if (isAnother && !_configuration.Tagged)
        {
            DropAll();
        }

        // Where nothing is translated, translations stay.
        _lastFetchSpace = _fetchSpace == 0 ? _lastFetchSpace : _fetchSpace;
        _lastDataSpace = _dataSpace == 0 ? _lastDataSpace : _dataSpace;
    }

    /// <inheritdoc/>
    public override void DropAll()
    {
        _instructions.Drop();
        _data.Drop();
        _second.Drop();
        _walker.Drop();
    }

    /// <summary>Walks under way are done: see <see cref="CachePort.Settle"/>.</summary>
    public void Settle()
    {
        _instructions.Settle();
        _data.Settle();
        _second.Settle();
        _walker.Settle();
    }

    /// <inheritdoc/>
    public void Count(CounterList counters)
    {
        counters.Add("itlb_misses", _instructionMisses);
        counters.Add("dtlb_misses", _dataMisses);
        counters.Add("stlb_misses", _secondMisses);
        _walker.Count(counters);
    }

    private void DropFirstStage(in FenceScope scope)
    {
        DropPages(in scope);
        _walker.DropFirst(in scope);
    }

    private void DropPages(in FenceScope scope)
    {
        _instructions.Drop(in scope);
        _data.Drop(in scope);
        _second.Drop(in scope);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private Translated Miss(ulong address, AccessType access, bool asGuest, ulong space, long cycle)
    {
        bool isFetch = access == AccessType.Fetch;
        _instructionMisses += isFetch ? 1 : 0;
        _dataMisses += isFetch ? 0 : 1;
        long answered = cycle + _secondLatency;
        if (_second.Find(address, space, out TlbPage page))
        {
            page.Ready = Math.Max(answered, page.Ready);
        }
        else
        {
            _secondMisses++;
            bool isThere = _tables.Walk(address, access, asGuest, _path);
            long ready = _walker.Walk(_path, space, answered);
            if (!isThere)
            {
                return new Translated(address, ready);
            }

            page = Page(address, space, ready);
            _second.Keep(in page);
        }

        (isFetch ? _instructions : _data).Keep(in page, address, space);
        return new Translated(page.Translate(address), page.Ready);
    }

    private TlbPage Page(ulong address, ulong space, long ready)
    {
        ulong within = (1UL << _path.PageBits) - 1;
        return new TlbPage
        {
            Page = address & ~within,
            Physical = _path.Physical & ~within,
            Space = space,
            SpaceMask = _path.IsGlobal ? SpaceTag.Global : ulong.MaxValue,
            Ready = ready,
            Bits = _path.PageBits,
        };
    }
}
