using Sim.Hosts.Memory.Guests;

namespace Sim.Hosts.Memory.Pages;

// Sums of one VM's pages. Every guest page is used (mapped by the guest to something), free in the guest, or in the balloon.
internal struct StatisticalVm
{
    public double Size;
    public double Wanted; // what the guest would like to use
    public double Active; // of Wanted
    public double Mapped; // of Wanted, what has a page of the guest; the rest was evicted by the guest, or lacks memory
    public double Unmet; // of Wanted: lacks memory
    public double OutUsed; // of Mapped: in the compression cache or in swap
    public double FreeResident; // free in the guest, backed
    public double FreeOut; // free in the guest, but in swap
    public double Ballooned;
    public double Compressed; // of OutUsed + FreeOut
    public double SwappedSoft; // of those swapped, what would compress
    public double Large; // of the resident
    public double Merged; // of the resident: mapped to a machine page with others
    public double Allowed;
    public double CheTime; // of the last look, in lengths of the step then
    public double TouchedPart; // of Size, in the last run
    public bool Swaps;
    public GuestMemory Guest;
    public HeatProfile Heat;

    public readonly double Resident => Mapped - OutUsed + FreeResident;

    public readonly double Swapped => OutUsed + FreeOut - Compressed;

    public readonly double Untouched => Size - Resident - OutUsed - FreeOut - Ballooned;

    public readonly double GuestFree => Size - Ballooned - Mapped;

    public readonly double Evicted => Wanted - Mapped - Unmet;

    // Of those resident, the part that would compress: which pages do is theirs for good, so those that are left are harder.
    public readonly double SoftPart => Resident <= 0 ? 0
        : System.Math.Clamp(((Guest.Compressible * (Mapped + FreeResident + FreeOut)) - Compressed - SwappedSoft) / Resident, 0, 1);

    public readonly double Cache => Guest.PageCache * Wanted;
}
