using Sim.Hosts.Memory.Guests;

namespace Sim.Hosts.Memory.Pages;

/// <summary><see cref="GuestFaults"/> while they are counted.</summary>
internal struct PageFaults
{
    public int FirstTouch;
    public int FirstTouchLarge;
    public int CopyOnWrite;
    public int SwapIn;
    public int Decompress;
    public double GuestSwapIn;
    public double CacheMiss;
    public int SwapOut;
    public int Unmet;

    public readonly GuestFaults Sum() => new()
    {
        FirstTouch = FirstTouch,
        FirstTouchLarge = FirstTouchLarge,
        CopyOnWrite = CopyOnWrite,
        SwapIn = SwapIn,
        Decompress = Decompress,
        GuestSwapIn = GuestSwapIn,
        CacheMiss = CacheMiss,
        SwapOut = SwapOut,
        Unmet = Unmet,
    };
}
