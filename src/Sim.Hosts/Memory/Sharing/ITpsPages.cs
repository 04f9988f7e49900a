namespace Sim.Hosts.Memory.Sharing;

/// <summary>The pages that <see cref="TransparentPageSharing"/> scans, in one of the two fidelities.</summary>
internal interface ITpsPages
{
    /// <summary>Scans pages of a VM chosen at random.</summary>
    /// <param name="vm">The VM.</param>
    /// <param name="pages">How many.</param>
    /// <param name="breaksLarge">Whether a large page is broken for one of its pages that can be shared.</param>
    /// <returns>Pages hashed and pages compared.</returns>
    (double Hashed, double Compared) Scan(int vm, double pages, bool breaksLarge);

    /// <summary>Shares pages of large ones that have been scanned and are known to have a partner.</summary>
    /// <returns>Machine pages that came free.</returns>
    double ShareLarge(int vm, double pages);

    /// <summary>All VMs have been scanned in this step.</summary>
    /// <returns>Pages compared that have not been told yet.</returns>
    double Commit();

    /// <summary>The VM is off: nothing is known of its pages.</summary>
    void Forget(int vm);
}
