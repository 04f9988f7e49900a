using System;
using Sim.Hosts.Memory.Guests;
using Sim.Kernel;
using Sim.Kernel.Random;

namespace Sim.Hosts.Memory.Pages;

/// <summary>The pages of one VM under <see cref="ExactPages"/>: 6 bytes each, and 12 more for those that LRU has to tell apart.</summary>
/// <remarks>
/// Pages are in the order of their use: first the working set, the hottest first; then what else is in use, its page cache
/// last; then what is free in the guest. Drift swaps pages between places of that order.
/// </remarks>
internal sealed class ExactVm
{
    public const byte PlaceMask = 7; // a PagePlace
    public const byte Hashed = 8; // a scanner has seen its content, and it has not changed since
    public const byte Waiting = 16; // KSM: in the unstable tree, or was when last looked at
    public const byte Large = 32; // part of a large machine page
    public const byte Accessed = 64; // touched in the last run; if it is not resident, that is still to be served
    public const byte Lost = 128; // the guest has put its content on its own swap, or gave up a page of a file

    private readonly byte[] _flags;
    private readonly int[] _counts = new int[6]; // by PagePlace
    private readonly int[] _starts = new int[HeatProfile.Buckets + 2]; // of buckets, the cold one last; then where pages in use end

    public ExactVm(MemoryClaim claim, int first, RandomStream draw)
    {
        (Size, First, Guest, Draw) = ((int)claim.Size, first, claim.Guest, draw);
        Heat = new HeatProfile(claim.Guest, claim.Size * claim.Guest.Used * claim.Guest.Active);
        (_flags, Values, Ages) = (new byte[Size], new int[Size], new byte[Size]);
        _counts[(int)PagePlace.Untouched] = Size;
    }

    public int Size { get; }

    /// <summary>Number of its first page among those of all VMs.</summary>
    public int First { get; }

    public GuestMemory Guest { get; }

    public HeatProfile Heat { get; }

    public RandomStream Draw { get; }

    /// <summary>By page: its content, or while it is shared its slot.</summary>
    public int[] Values { get; }

    /// <summary>By page: KSM's age in the lower four bits, passes still to be skipped in the upper.</summary>
    public byte[] Ages { get; }

    public Span<byte> Flags => _flags;

    public int Used { get; private set; }

    public int Active { get; private set; }

    /// <summary>Pages in use below this have been touched.</summary>
    public int Begun { get; set; }

    /// <summary>Frames that are free in the guest, and not in the balloon, are not below this.</summary>
    public int FreeFrom { get; set; }

    public double Allowed { get; set; } = double.PositiveInfinity;

    public bool Pays { get; set; }

    /// <summary>In large machine pages.</summary>
    public int LargePages { get; set; }

    public int LostPages { get; private set; }

    /// <summary>Seconds that it has run.</summary>
    public double Clock { get; set; }

    /// <summary>By bucket: accesses to each of its pages in a second, as of the last run.</summary>
    public double[] Rates { get; } = new double[HeatProfile.Buckets + 1];

    /// <summary>Oldest first, once something has been compressed.</summary>
    public PageQueue Oldest { get; } = new();

    /// <summary>Who was used when, once the guest had to give up pages that it uses.</summary>
    public LruPages? Lru { get; set; }

    public int CachePages => (int)(Guest.PageCache * Used);

    public long Bytes => (6L * Size) + Oldest.Bytes + (Lru?.Bytes ?? 0);

    public int CompressedInto => (CountOf(PagePlace.Compressed) + 1) / 2; // two to a page

    public int Resident => CountOf(PagePlace.Own) + CountOf(PagePlace.Shared);

    public int CountOf(PagePlace place) => _counts[(int)place];

    public PagePlace PlaceOf(int page) => (PagePlace)(_flags[page] & PlaceMask);

    public bool IsResident(int page) => PlaceOf(page) is PagePlace.Own or PagePlace.Shared;

    public bool Has(int page, byte flag) => (_flags[page] & flag) != 0;

    public void Set(int page, byte flag) => _flags[page] |= flag;

    public void Unset(int page, byte flag) => _flags[page] = (byte)(_flags[page] & ~flag);

    /// <summary>Books a page from one place to another.</summary>
    public void SetPlace(int page, PagePlace place)
    {
        ref byte flags = ref _flags[page];
        _counts[flags & PlaceMask]--;
        _counts[(int)place]++;
        flags = (byte)((flags & ~PlaceMask) | (int)place);
    }

    public void SetLost(int page, bool lost)
    {
        LostPages += lost.CompareTo(Has(page, Lost));
        _flags[page] = (byte)(lost ? _flags[page] | Lost : _flags[page] & ~Lost);
    }

    /// <summary>Says what the guest uses from now on.</summary>
    public void Use(in GuestUse use)
    {
        int used = Math.Min(Size, (int)use.Used);
        int active = Math.Min(used, (int)use.Active);
        if (used == Used && active == Active)
        {
            return;
        }

        for (int page = used; page < Used; page++)
        {
            SetLost(page, false);
            Unset(page, Accessed);
        }

        (Used, Active, Begun, FreeFrom, Lru) = (used, active, Math.Min(Begun, used), used, null);
        double sum = 0;
        for (int bucket = 0; bucket < HeatProfile.Buckets; bucket++)
        {
            _starts[bucket] = (int)Math.Round(sum * active);
            sum += Heat.Sizes[bucket];
        }

        (_starts[^2], _starts[^1]) = (active, used);
    }

    /// <summary>Where the pages of a bucket begin; of the one behind the last, where they end.</summary>
    public int StartOf(int bucket) => _starts[bucket];

    /// <summary>The bucket of a page in use.</summary>
    public int BucketOf(int page)
    {
        int bucket = 0;
        while (page >= _starts[bucket + 1])
        {
            bucket++;
        }

        return bucket;
    }

    /// <summary>Works out how often each page of a bucket is accessed: into <see cref="Rates"/>, and in the whole run.</summary>
    public void SetRates(double busy, double seconds, Span<double> perRun)
    {
        double accesses = Guest.AccessesPerSecond * busy;
        for (int bucket = 0; bucket < HeatProfile.Buckets; bucket++)
        {
            int pages = _starts[bucket + 1] - _starts[bucket];
            double weight = Heat.IsLoop ? (double)pages / Math.Max(1, Active) : Heat.Weights[bucket];
            perRun[bucket] = pages > 0 ? accesses * weight / pages : 0;
            Rates[bucket] = seconds > 0 ? perRun[bucket] / seconds : Rates[bucket];
        }

        perRun[^1] = seconds / Guest.ColdInterval.Seconds;
        Rates[^1] = 1 / Guest.ColdInterval.Seconds;
    }

    /// <summary>Counts all again.</summary>
    public void Verify()
    {
        Span<int> counts = stackalloc int[_counts.Length];
        (int large, int lost) = (0, 0);
        foreach (byte flags in _flags)
        {
            counts[flags & PlaceMask]++;
            large += (flags & Large) != 0 ? 1 : 0;
            lost += (flags & Lost) != 0 ? 1 : 0;
            Check.That((flags & Large) == 0 || (flags & PlaceMask) == (int)PagePlace.Own);
            Check.That((flags & Lost) == 0 || (flags & PlaceMask) is (int)PagePlace.Ballooned or (int)PagePlace.Untouched);
        }

        Check.That(counts.SequenceEqual(_counts) && large == LargePages && large % PageSizes.PerLarge == 0 && lost == LostPages);
    }
}
