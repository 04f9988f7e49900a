namespace Sim.Hosts.Memory.Guests;

/// <summary>Where a guest got the pages that its balloon took, in the order in which its kernel looks for them.</summary>
/// <param name="Free">From its free list; costs it nothing.</param>
/// <param name="CleanCache">Page cache that a file still holds: read again if it is wanted again.</param>
/// <param name="DirtyCache">Page cache that was written back first.</param>
/// <param name="Swapped">Pages of processes, written to the guest's own swap.</param>
/// <param name="DoublePaged">Of those, pages that the host had swapped out and first had to read in again.</param>
/// <param name="Freed">Machine pages that came free: those of the above that something backed, less what was shared.</param>
public readonly record struct GuestReclaim(double Free, double CleanCache, double DirtyCache, double Swapped, double DoublePaged, double Freed)
{
    /// <summary>Pages that the balloon got.</summary>
    public double Taken => Free + CleanCache + DirtyCache + Swapped;
}
