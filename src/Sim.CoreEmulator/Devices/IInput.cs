namespace Sim.CoreEmulator.Devices;

/// <summary>What is typed at a machine's console.</summary>
internal interface IInput
{
    /// <summary>Whether a byte may be taken now.</summary>
    bool IsReady { get; }

    /// <summary>Takes a byte; there is one when <see cref="IsReady"/>.</summary>
    byte Take();

    /// <summary>Waits until a byte is ready. False when none will ever come.</summary>
    bool Wait();

    /// <summary>How many bytes were taken.</summary>
    long Taken { get; }
}
