import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { Access } from './access/Access';
import './ui/tokens.css';
import './ui/base.css';
import './ui/controls.css';
import './ui/dialog.css';
import './app/shell.css';
import './fleet/fleet.css';
import './account/account.css';
import './account/diagnosis.css';
import './account/pairing.css';
import './messages/messages.css';
import './messages/conversation.css';
import './demo/phone.css';

createRoot(document.getElementById('root')!).render(
  <StrictMode>
    <Access />
  </StrictMode>,
);
