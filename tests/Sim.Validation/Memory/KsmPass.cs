namespace Sim.Validation.Memory;

/// <summary>KSM's counters after a pass, the kernel's or the model's.</summary>
/// <param name="Seconds">Since the scan began.</param>
/// <param name="RanSeconds">CPU time of the scanner; NaN where the kernel does not tell.</param>
/// <param name="Shared">pages_shared.</param>
/// <param name="Sharing">pages_sharing.</param>
/// <param name="Unshared">pages_unshared.</param>
/// <param name="Volatile">pages_volatile.</param>
/// <param name="Scanned">pages_scanned.</param>
/// <param name="Skipped">pages_skipped.</param>
/// <param name="Zeros">ksm_zero_pages.</param>
internal sealed record KsmPass(
    double Seconds, double RanSeconds, double Shared, double Sharing, double Unshared, double Volatile, double Scanned, double Skipped, double Zeros);
